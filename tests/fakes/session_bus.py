"""The session bus of a desktop: it starts what the desktop is made of, and nothing that happens to be installed beside it.

A machine with a keyring would start that one for whoever asks, and offer other places for keys than a machine without.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

INSTALLED: Final = Path("/usr/share/dbus-1/services")
WANTED: Final = ("org.a11y.Bus", "org.xfce.Xfconf")
"""The bus of what can be seen, and the settings of the panel."""

CONFIG: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def bus_command(folder: Path) -> list[str]:
    """Return what starts the bus, its files in a folder with a short path; ``{fd}`` is where it tells its address."""
    services = folder / "services"
    services.mkdir(mode=0o700, parents=True)
    for name in WANTED:
        shutil.copy(INSTALLED / f"{name}.service", services)
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(folder=folder))
    return ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address={fd}"]
