"""PolicyDocument: everything a policy document says of itself, and where it says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai_monitor.documents.validity import Expiry, Repeal, ValidityOnDay, validity_on
from gongkai_monitor.vocabulary import DisclosureMark, ExpiryBasis, FieldPlace, FileState


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """A policy document as read; what it does not state is None or empty.

    Attributes:
        state: what came of reading its text; ``detail`` says why it was not read.
        issuers: 发文机关, in order.
        expires_on: last day it holds; ``expiry_basis`` says whether stated or computed.
        shown_validity: 有效性 as the page shows it.
        theme: 主题分类.
        is_normative: by its number, its column or its title; whether it is one is for people.
        read_from: field -> where it was read.
        links: addresses in its text, ``attachments`` among them.
    """

    url: str = ""
    state: FileState
    detail: str | None = None
    title: str | None = None
    document_number: str | None = None
    issuers: tuple[str, ...] = ()
    signed_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    expiry_basis: ExpiryBasis | None = None
    shown_validity: str | None = None
    theme: str | None = None
    disclosure_mark: DisclosureMark | None = None
    is_normative: bool = False
    index_number: str | None = None
    text: str = ""
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    read_from: Mapping[str, FieldPlace] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether the text of the document was read, at least in part."""
        return bool(self.text) and self.state.is_readable

    def validity_on(self, day: date, repeals: Iterable[Repeal] = ()) -> ValidityOnDay | None:
        """What the document is on a day; None when its text was not read and nothing ended it."""
        expiry = (
            Expiry(self.expires_on, self.expiry_basis)
            if self.expires_on and self.expiry_basis
            else None
        )
        return validity_on(
            day,
            is_read=self.is_read,
            effective_on=self.effective_on,
            expiry=expiry,
            repeals=repeals,
        )
