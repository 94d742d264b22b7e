"""Words of policy documents and their interpretations."""

from gongkai_monitor.vocabulary.term import Term


class InterpretationForm(Term):
    """解读形式, as the official documents list them (rule J-8)."""

    TEXT = "text", "文字"
    CHART = "chart", "图表图解"
    VIDEO = "video", "动漫视频"
    QUESTIONS = "questions", "政策问答"
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    INTERVIEW = "interview", "在线访谈"
    EXPERT = "expert", "专家媒体解读"
