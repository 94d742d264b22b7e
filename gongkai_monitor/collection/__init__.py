"""What is to be collected in a round: the plan handed to a spider process."""
