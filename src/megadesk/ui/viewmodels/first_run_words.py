"""What each page of the first run says, and the picture beside it: what happens next, in icons, lines and one sentence.

A Picture is discs with icons on a field of 100 x 100, and dashed lines between them; the widget paints it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run import Journey, Purpose, Step, Way, Work, server_fault, steps_of

NAMES_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class Disc:
    """An icon on a disc: where its middle is, how large it is, its tone, and a word below it."""

    icon: str
    x: int
    y: int
    size: int = 26
    tone: str = "accent"
    word: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """discs, lines between two of them (by number), and the sentence below."""

    discs: tuple[Disc, ...]
    lines: tuple[tuple[int, int], ...]
    caption: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The question of a page, one sentence of context, and what the button says that goes on."""

    title: Text
    context: Text = NOTHING
    forward: Text = NOTHING


def heading(journey: Journey) -> Heading:
    """Return what stands at the top of the page that is shown."""
    made = _headings(journey)[journey.step]
    if journey.is_fixed and journey.step is not Step.WELCOME:
        return Heading(title=made.title, context=made.context, forward=text("Continue"))
    return made


def _headings(journey: Journey) -> dict[Step, Heading]:
    go = text("Continue")
    return {
        Step.WELCOME: Heading(
            title=text("Welcome to megadesk"),
            context=text("Your folders, the same on all your computers, readable only by you. How do you want to start?"),
            forward=go,
        ),
        Step.SERVER: Heading(
            title=text("Which server?"),
            context=text("It stores your files, encrypted. You get the address from the person who runs it."),
            forward=go,
        ),
        Step.ACCOUNT: _account(journey.typed.way),
        Step.KEYS: Heading(
            title=text("Where should your keys be kept?"),
            context=text("This system has no usable keyring, so you need to choose."),
            forward=go,
        ),
        Step.SECOND_FACTOR: Heading(
            title=text("Two-factor sign-in"),
            context=text("Enter the code that your authenticator app shows for this account."),
            forward=_account(journey.typed.way).forward,
        ),
        Step.RECOVERY_KEY: Heading(
            title=text("Save your recovery key"),
            context=text("It opens your account if you forget the password. Nothing else does, and nobody else has it."),
            forward=go,
        ),
        Step.DEVICE: Heading(
            title=text("Name this device"),
            context=text("Your other devices show this name next to changes made here."),
            forward=go,
        ),
        Step.PURPOSE: Heading(
            title=text("What should megadesk do first?"),
            context=text("You can add more folders at any time."),
            forward=go,
        ),
        Step.CHOOSE: _choose(journey.typed.purpose),
        Step.DONE: Heading(title=_done(journey), forward=text("Open megadesk")),
    }  # fmt: skip


def _account(way: Way) -> Heading:
    match way:
        case Way.CREATE:
            return Heading(
                title=text("Create your account"),
                context=text("The password never leaves this computer. Nobody can reset it for you."),
                forward=text("Create account"),
            )
        case Way.LOG_IN:
            return Heading(
                title=text("Log in"),
                context=text("Use the e-mail address and password of your account."),
                forward=text("Log in"),
            )
        case Way.RECOVER:
            return Heading(
                title=text("Open your account with the recovery key"),
                context=text("You set a new password and get a new recovery key that replaces this one."),
                forward=text("Set new password"),
            )


def _choose(purpose: Purpose) -> Heading:
    if purpose is Purpose.BACKUP:
        return Heading(
            title=text("Which folder do you want to back up?"),
            context=text("Everything in it is kept in the cloud, with earlier versions."),
            forward=text("Start backup"),
        )
    return Heading(
        title=text("Which folder do you want to sync?"),
        context=text(
            "The folder here and the one in the cloud are made the same and stay the same. Nothing is deleted."
        ),
        forward=text("Start syncing"),
    )


def _done(journey: Journey) -> Text:
    if journey.made is None:
        return text("This computer is ready")
    if isinstance(journey.made, m.BackupStatus):
        return text("Your folder is being backed up")
    return text("Your folder is being synced")


def busy_words(work: Work, way: Way) -> Text:
    """Return what is being done while a person waits."""
    match work:
        case Work.PROBE | Work.TRUST:
            return text("Checking the server")
        case Work.SIGN:
            return text("Logging in") if way is Way.LOG_IN else text("Creating your keys and your account")
        case Work.SHOW_KEY:
            return text("Creating a recovery key")
        case Work.RENAME:
            return text("Naming this device")
        case Work.ADD:
            return text("Setting up the folder")
        case Work.IDLE:
            return NOTHING


def fixed_words(journey: Journey) -> Text:
    """Return why a page can only be looked at."""
    if not journey.is_fixed:
        return NOTHING
    if journey.step in {Step.PURPOSE, Step.CHOOSE}:
        return text("This folder is set up. Its settings can be changed later.")
    assert journey.signed is not None, "that is what makes it fixed"
    return text(
        "You are signed in as {email}. For another account, log out in the settings later.", email=journey.signed.email
    )


# -- facts on pages ---------------------------------------------------------------------------------------------------


def server_fact(journey: Journey) -> Fact | None:
    """Return what is known of the server whose address stands there; None while nothing is."""
    found = journey.probed
    if found is None:
        return Fact("circle-alert", "error", journey.probe_fault) if journey.probe_fault else None
    fault = server_fault(journey)
    if fault:
        return Fact("shield-alert", "warn", fault) if found.certificate is not None else Fact("circle-alert", "error", fault)  # fmt: skip
    words = text("Connected to {address}.", address=found.address)
    if found.sign_up == "invitation" and journey.typed.way is Way.CREATE:
        return Fact("info", "warn", joined([words, text("It accepts new accounts by invitation only.")], " "))
    return Fact("circle-check", "ok", words)


def probe_words(found: m.Probed) -> Text:
    """Return why a server that was looked at cannot be reached."""
    if found.reachable or not found.code:
        return NOTHING
    return said(found.code, found.arguments)


def certificate_facts(found: m.CertificateFacts) -> list[tuple[Text, Text]]:
    """Return what a person compares before trusting a certificate: name and value."""
    return [
        (text("Issued to"), verbatim(", ".join(found.names) or found.subject)),
        (text("Issued by"), _issuer(found)),
        (text("Valid until"), verbatim(found.valid_until[:10])),
        (text("SHA-256"), verbatim(spaced(found.sha256))),
    ]


def _issuer(found: m.CertificateFacts) -> Text:
    if found.issuer == found.subject:
        return text("Self-signed: no authority has checked it")
    return verbatim(found.issuer)


def spaced(digest: str) -> str:
    """Return a digest in pairs, as certificates are compared."""
    plain = digest.replace(":", "").upper()
    return ":".join(plain[at : at + 2] for at in range(0, len(plain), 2))


def preview_facts(journey: Journey) -> list[Fact]:
    """Return what the first link would do, for the page that chooses the folders."""
    if journey.preview_fault:
        return [Fact("circle-alert", "error", journey.preview_fault)]
    if journey.preview is not None:
        return link_facts(journey.preview)
    if journey.looked is not None:
        return [Fact("scan-search", "accent", plural("Checking: {n} file so far", "Checking: {n} files so far", journey.looked))]  # fmt: skip
    return []


def link_facts(found: m.PairPreview) -> list[Fact]:
    """Return what a first link does, part by part; what does not occur is left out."""
    here, there, differ, same = (share.files for share in (found.only_here, found.only_there, found.differ, found.same))
    up, down = Size(found.only_here.bytes), Size(found.only_there.bytes)
    facts = [
        (here, Fact("arrow-up", "accent", plural("{n} file is only here and will be uploaded ({size}).", "{n} files are only here and will be uploaded ({size}).", here, size=up))),
        (there, Fact("arrow-down", "accent", plural("{n} file is only in the cloud and will be downloaded ({size}).", "{n} files are only in the cloud and will be downloaded ({size}).", there, size=down))),
        (differ, Fact("git-compare", "warn", plural("{n} file differs: both versions are kept.", "{n} files differ: both versions are kept.", differ))),
        (same, Fact("circle-check", "ok", plural("{n} file is already the same.", "{n} files are already the same.", same))),
    ]  # fmt: skip
    known = [fact for count, fact in facts if count]
    if found.held:
        known.append(Fact("circle-minus", "warn", plural("{n} item cannot be synced.", "{n} items cannot be synced.", found.held)))  # fmt: skip
    known = known or [Fact("circle-check", "ok", text("Both folders are empty. Files you add to them are synced."))]
    if not found.local_exists:
        known.insert(
            0, Fact("folder-plus", "warn", text("This folder does not exist on this computer yet. It will be created."))
        )
    return known


def other_devices(names: Sequence[str]) -> Text:
    """Return where else the account is open."""
    shown = joined([verbatim(name) for name in names[:NAMES_MAX]], ", ")
    more = len(names) - NAMES_MAX
    if more > 0:
        return plural("Your account is also open on {names} and {n} more device.", "Your account is also open on {names} and {n} more devices.", more, names=shown)  # fmt: skip
    return text("Your account is also open on {names}.", names=shown)


def recovery_groups(key: str) -> list[str]:
    """Return the groups of a recovery key."""
    return [group for group in key.split("-") if group]


def recovery_page(key: str, email: str, server: str) -> Text:
    """Return what is saved and printed: the key, what it belongs to, and what it is for."""
    return text(
        "megadesk recovery key\n\naccount: {email}\nserver:  {server}\n\n{key}\n\n"
        "Keep this apart from your computer. With it and nothing else the account can be opened\n"
        "when the password is lost; without both, nobody can open it again.\n",
        email=email,
        server=server,
        key=key,
    )


def key_store_choices() -> list[tuple[str, str, Text, Text]]:
    """Return the places for the keys: word, icon, title, what it means."""
    return [
        ("file", "file", text("In a file that only you can read"), text("megadesk continues by itself after a restart. Anyone who can read all files on this computer can read the keys.")),
        ("session", "timer", text("Only until the next restart"), text("The keys are not stored. After each restart, megadesk asks for your password before it continues.")),
        ("keyring", "key-round", text("Try the keyring again"), text("After you have unlocked or installed one, for example GNOME Keyring or KWallet.")),
    ]  # fmt: skip


def way_choices() -> list[tuple[str, str, Text, Text]]:
    """Return the ways to begin: word, icon, title, what it means."""
    return [
        (Way.CREATE.value, "user-round", text("Create an account"), text("You are new here and have a server address.")),
        (Way.LOG_IN.value, "log-in", text("Log in"), text("You have an account and want to add this computer.")),
        (Way.RECOVER.value, "key-round", text("Use the recovery key"), text("You have an account but lost the password.")),
    ]  # fmt: skip


def trial_choice() -> tuple[str, str, Text, Text]:
    """Return what is offered to who has no server: word, icon, title, what it means."""
    return ("try", "sparkles", text("Try it on this computer first"), text("A server, an account and sample files, all here and only for you. Nothing leaves this computer."))  # fmt: skip


def purpose_choices() -> list[tuple[str, str, Text, Text]]:
    """Return what can be done first: word, icon, title, what it means."""
    return [
        (Purpose.SYNC.value, "folder-sync", text("Sync a folder"), text("The same folder on several computers, always up to date.")),
        (Purpose.BACKUP.value, "archive", text("Back up a folder"), text("A safe copy of a folder in the cloud, with earlier versions.")),
        (Purpose.NOTHING.value, "circle-dot", text("Nothing yet"), text("Look around first. Your files in the cloud can be opened at once.")),
    ]  # fmt: skip


def every_choices() -> list[tuple[str, Text]]:
    """Return how often a backup runs."""
    return [
        ("", text("Whenever something changes")),
        ("1h", text("Every hour")),
        ("daily", text("Every day")),
        ("weekly", text("Every week")),
    ]


def position(journey: Journey) -> tuple[int, int]:
    """Return which page this is, counted from 1, and of how many."""
    steps = steps_of(journey)
    return steps.index(journey.step) + 1 if journey.step in steps else 1, len(steps)


# -- pictures ---------------------------------------------------------------------------------------------------------


def picture(journey: Journey) -> Picture:
    """Return the picture beside the page that is shown; names that were typed stand in it."""
    if journey.step is Step.DEVICE:
        return Picture((Disc("laptop", 50, 42, 40, word=journey.typed.device_name.strip()),), (), CAPTIONS[Step.DEVICE])
    if journey.step is Step.CHOOSE or (journey.step is Step.DONE and journey.made is not None):
        return _folders(journey)
    discs, lines = SHAPES[journey.step]
    return Picture(discs, lines, CAPTIONS[journey.step])


def _folders(journey: Journey) -> Picture:
    known = journey.typed
    is_backup = known.purpose is Purpose.BACKUP
    here = Disc("folder", 18, 44, 32, word=_name(known.local))
    there = Disc("archive" if is_backup else "cloud", 82, 44, 32, word="" if is_backup else _name(known.remote))
    if journey.step is Step.DONE:
        middle, caption = (
            Disc("circle-check", 50, 44, 20, "ok"),
            text("From now on it runs by itself, even after a restart."),
        )
    else:
        middle = Disc("arrow-right" if is_backup else "arrow-left-right", 50, 44, 20, "muted")
        caption = text("Changes are synced automatically. Earlier versions are kept, so you can undo mistakes.")
    return Picture((here, there, middle), ((0, 1),), caption)


def _name(path: str) -> str:
    return path.strip().replace("\\", "/").rstrip("/").rpartition("/")[2]


SHAPES: Final[dict[Step, tuple[tuple[Disc, ...], tuple[tuple[int, int], ...]]]] = {
    Step.WELCOME: (
        (Disc("cloud", 50, 22, 34), Disc("laptop", 20, 66, 30), Disc("monitor", 80, 66, 30), Disc("lock", 50, 54, 18, "ok")),
        ((0, 1), (0, 2), (1, 2)),
    ),
    Step.SERVER: ((Disc("laptop", 18, 44, 32), Disc("server", 82, 44, 32), Disc("lock", 50, 44, 20, "ok")), ((0, 1),)),
    Step.ACCOUNT: ((Disc("user-round", 50, 22, 32), Disc("key-round", 28, 64, 26), Disc("lock", 72, 64, 26, "ok")), ((0, 1), (1, 2), (0, 2))),
    Step.KEYS: ((Disc("laptop", 50, 40, 40), Disc("key-round", 72, 58, 20, "ok")), ()),
    Step.SECOND_FACTOR: ((Disc("smartphone", 18, 44, 32), Disc("laptop", 82, 44, 32), Disc("shield-check", 50, 44, 20, "ok")), ((0, 1),)),
    Step.RECOVERY_KEY: ((Disc("key-round", 24, 44, 32), Disc("printer", 78, 24, 24, "muted"), Disc("save", 82, 62, 24, "muted")), ((0, 1), (0, 2))),
    Step.PURPOSE: ((Disc("folder", 22, 44, 32), Disc("cloud", 78, 26, 28), Disc("archive", 78, 62, 28)), ((0, 1), (0, 2))),
    Step.DONE: ((Disc("circle-check", 50, 42, 44, "ok"),), ()),
}  # fmt: skip
"""The pages whose picture does not depend on what was typed."""

CAPTIONS: Final = {
    Step.WELCOME: text("A few short questions, then your first folder. It takes about a minute."),
    Step.SERVER: text("Files are encrypted before they leave this computer. The server cannot read them."),
    Step.ACCOUNT: text("Your keys are created on this computer, from your password and random numbers."),
    Step.KEYS: text("With the keys, megadesk can continue after a restart without asking for the password."),
    Step.SECOND_FACTOR: text("Your account also asks for a code from your phone. A password alone does not open it."),
    Step.RECOVERY_KEY: text("On paper in a drawer, or in a password manager, but not on this computer."),
    Step.DEVICE: text("The name is encrypted, too. Only your own devices can read it."),
    Step.PURPOSE: text(
        "Sync keeps a folder the same on several computers. A backup keeps a copy with its earlier versions."
    ),
    Step.DONE: text("Open your cloud in Files. Add folders in Sync and Backups."),
}
