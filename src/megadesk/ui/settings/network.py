"""The way to the server: proxy, whose certificates are believed, and which one a person vouches for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import engine as engine_actions
from megadesk.ui.actions import settings as actions
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import NOTHING, text, verbatim
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.settings import proxy_view, server_facts
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Banner, titled
from megadesk.ui.widgets.certificate import CertificateGrid
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Combo, Field
from megadesk.ui.widgets.labels import Elided, section
from megadesk.ui.widgets.layout import column, row


class NetworkPart(Part):
    """Proxy and certificates are the engine's; they count from the next connection on."""

    def __init__(self, desk: Desk) -> None:
        self._sha256 = ""
        super().__init__(desk, self._proxy(), self._authorities(), self._server())

    def read(self) -> None:
        """Read what is set, and look at the server's certificate."""
        actions.read(self.desk, then=self._show_settings, owner=self)
        status = self.desk.state.now.status
        self.certificate.setVisible(status is not None and bool(status.server))
        if status is not None and status.server:
            engine_actions.server(
                self.desk, status.server, then=self._show_server, failed=self.desk.notices.failed, owner=self
            )

    # -- the proxy ----------------------------------------------------------------------------------------------------

    def _proxy(self) -> QWidget:
        kinds = [("system", text("Same as system")), ("none", text("None")), ("manual", text("Manual"))]
        self.kind = Combo(text("Proxy"), kinds, "system")
        self.kind.chosen.connect(self._choose_kind)
        self.url = Field(text("Proxy address"), placeholder=text("http://proxy.example.org:3128"))
        self.user = Field(text("User name"), hint=text("Only if the proxy asks for one."))
        self.password = Field(text("Password"), is_secret=True)
        self.apply = Button(text("Use this proxy"))
        self.apply.clicked.connect(self._apply)
        self.manual = QWidget()
        who = row(self.user, self.password)
        for field in (self.user, self.password):
            who.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.manual.setLayout(column(self.url, who, row(self.apply, None), spacing=10))
        self.manual.hide()
        script = text(
            "Your system finds its proxy with a script (PAC), which megadesk does not run. If your network needs a proxy, choose “Manual” and enter it."
        )
        self.script = Banner("circle-alert", script, "warn")
        self.script.hide()
        return titled(
            section(text("Proxy")),
            setting(text("Use a proxy"), self.kind, text("The proxy only sees encrypted data.")),
            self.script,
            self.manual,
        )

    def _choose_kind(self, kind: str) -> None:
        self.manual.setVisible(kind == "manual")
        if kind == "manual":
            self.url.edit.setFocus()
        else:
            actions.change(self.desk, m.SetSettings(proxy=kind), then=self._show_settings, owner=self)

    def _apply(self) -> None:
        url = self.url.text().strip()
        if not url:
            self.url.show_fault(text("Enter the proxy address."))
            return
        self.url.show_fault(NOTHING)
        changes = m.SetSettings(
            proxy=url, proxy_user=self.user.text().strip(), proxy_password=self.password.text() or None
        )
        actions.change(
            self.desk,
            changes,
            then=self._applied,
            owner=self,
            failed=lambda error: self.url.show_fault(app_words_of_error(error)),
        )

    def _applied(self, found: m.SettingsInfo) -> None:
        self.password.edit.clear()
        self.desk.notices.done(text("Proxy saved."))
        self._show_settings(found)

    def _show_settings(self, found: m.SettingsInfo) -> None:
        view = proxy_view(found)
        self.kind.show_value(view.kind)
        self.manual.setVisible(view.kind == "manual")
        self.script.setVisible(found.proxy_script)
        self.url.show_text(view.url)
        self.user.show_text(view.user)
        self.password.show_hint(view.hint)
        self.file.show_words(verbatim(found.ca_file) if found.ca_file else text("System certificates."))
        self.no_file.setVisible(bool(found.ca_file))

    # -- certificates -------------------------------------------------------------------------------------------------

    def _authorities(self) -> QWidget:
        self.file = Elided(NOTHING, "muted")
        self.choose = Button(text("Choose a file…"))
        self.choose.clicked.connect(self._choose_file)
        self.no_file = Button(text("Use system certificates only"))
        self.no_file.clicked.connect(lambda: self.use_file(""))
        self.no_file.hide()
        meaning = text("A certificate file (PEM) to trust in addition to the system's, for example your company's.")
        return titled(
            section(text("Certificate authorities")),
            self.file,
            setting(text("Trusted certificates"), self.choose, meaning),
            row(None, self.no_file),
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.window(), say(text("Choose a certificate file")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use_file)
        dialog.open()

    def use_file(self, file: str) -> None:
        """Believe the certificates in a file, too; "" those of the system alone."""
        actions.change(self.desk, m.SetSettings(ca_file=file), then=self._show_settings, owner=self)

    def _server(self) -> QWidget:
        self.known = FactList()
        self.facts = CertificateGrid()
        self.trust, self.forget = Button(text("Trust this certificate")), Button(text("Stop trusting"), "danger")
        self.trust.clicked.connect(lambda: self._trust(self._sha256))
        self.forget.clicked.connect(lambda: self._trust(""))
        self.certificate = titled(
            section(text("Server certificate")), self.known, self.facts, row(self.trust, self.forget, None)
        )
        return self.certificate

    def _show_server(self, found: m.Probed) -> None:
        fact, lines = server_facts(found)
        self.known.show_facts([fact])
        self.facts.show_facts(lines)
        self._sha256 = found.certificate.sha256 if found.certificate is not None else ""
        self.trust.setVisible(bool(self._sha256) and not found.trusted)
        self.forget.setVisible(found.trusted)

    def _trust(self, sha256: str) -> None:
        status = self.desk.state.now.status
        assert status is not None, "its server is shown"
        engine_actions.trust(
            self.desk, status.server or "", sha256, then=self._show_server, failed=self._not_trusted, owner=self
        )

    def _not_trusted(self, error: MegadeskError) -> None:
        self.known.show_facts([Fact("circle-alert", "error", app_words_of_error(error))])
