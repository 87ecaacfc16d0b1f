"""Which server: its address, looked at while it is typed; what it answers; and its certificate, where nobody vouches for it."""

from __future__ import annotations

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import text
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.first_run_words import certificate_facts, server_fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.certificate import CertificateGrid
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row


class ServerPage(StepPage):
    """Wants: trust."""

    def __init__(self) -> None:
        field = Field(
            text("Server address"),
            placeholder=text("files.example.org"),
            hint=text("https:// is added automatically."),
        )
        self.facts = FactList()
        self.certificate = CertificateCard()
        super().__init__(field, self.facts, self.certificate)
        self.add_field("server", field)
        self.certificate.trust.clicked.connect(lambda: self.wanted.emit("trust"))

    def show_journey(self, journey: Journey) -> None:
        """Show what is known of the server; what is wrong is not said twice."""
        super().show_journey(journey)
        fact = server_fact(journey)
        has_fault = journey.fault is not None and journey.fault.field == "server"
        self.facts.show_facts([fact] if fact is not None and not has_fault else [])
        self.certificate.show_journey(journey)


class CertificateCard(Surface):
    """The facts of a certificate that is not known, and the button that trusts it."""

    def __init__(self) -> None:
        super().__init__("inset")
        self._facts = CertificateGrid()
        self.trust = Button(text("Trust this certificate"), icon_name="shield-check")
        self.trust.setAutoDefault(False)
        advice = Label(
            text(
                "Ask the person who runs the server for its SHA-256 and compare. The certificate is then trusted for this address only."
            ),
            "small",
            wrap=True,
        )
        self.setLayout(column(self._facts, 6, advice, 6, row(self.trust, None), margins=(14, 10, 14, 10)))
        self._shown = ""
        self.hide()

    def show_journey(self, journey: Journey) -> None:
        """Show the certificate of the address that was looked at, if it is one to decide about."""
        found = journey.probed.certificate if journey.probed is not None and not journey.probed.trusted else None
        self.setVisible(found is not None)
        self.trust.setEnabled(not journey.is_busy)
        if found is None or found.sha256 == self._shown:
            return
        self._shown = found.sha256
        self._facts.show_facts(certificate_facts(found))
