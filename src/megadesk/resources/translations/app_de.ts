<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>megadesk</name>
  <message>
   <source>For 10 minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For one hour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused for {time}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused until you resume</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} days</source>
   <extracomment>for one: {n} day</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} seconds</source>
   <extracomment>for one: {n} second</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} minutes</source>
   <extracomment>for one: {n} minute</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hours</source>
   <extracomment>for one: {n} hour</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>{at}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size}/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>General</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} problems</source>
   <extracomment>for one: One problem</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>megadesk {version}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your folders, the same on all your computers. The server that stores them cannot read them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>megadesk is free software (Apache-2.0). It is made with:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Appearance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{part}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light, dark or with strong contrast; or as your system is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On top of the size that your system asks for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All transfers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was moved yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is uploaded and downloaded will be here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open megadesk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Until I resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Versions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show in folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files that move and that were moved last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit megadesk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open “{folder}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause for 10 minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause for one hour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause until I resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Transfers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rewind</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Problems ({n})</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} things need you</source>
   <extracomment>for one: One thing needs you</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Nothing on this computer was changed. Look at what happened before you go on.</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} files were changed in two places</source>
   <extracomment>for one: A file was changed in two places</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>“{folder}” needs a decision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{folder}” has not been backed up for a while</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A new device is signed in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{device}” can now read your files. If it is not yours, end its session and change your password.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your storage is full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your storage is {part} full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing new is uploaded until there is room. Nothing is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Empty the bin, or remove what you no longer need.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows damaged data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is sent or received until you resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is sent or received until {time}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Locked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your password is needed to go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter password</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>All {n} files are safe.</source>
   <extracomment>for one: Your one file is safe.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Everything is in step.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Up to date</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>Syncing {n} changes</source>
   <extracomment>for one: Syncing one change</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Syncing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The engine is starting.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The server shows data that is not what it must be. Nothing on this computer was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The part of megadesk that syncs is not running. It is started again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not signed in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nobody is signed in on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No folder is synced or backed up yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{speed}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for changes in your folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Offline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your changes are kept here and sent when the server can be reached.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damaged data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See what happened</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} things need your decision.</source>
   <extracomment>for one: One thing needs your decision.</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>Needs a decision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See problems</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something holds this up. It goes on by itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{done} of {total}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cloud drive</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Up {speed}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Down {speed}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: {facts}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Encrypted and verified</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Encrypted on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Uploading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Downloading</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} more</source>
   <extracomment>for one: One more</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>{used} of {total}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{used} used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backups</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bin</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Storage: {amount}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{day}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{day}, {time}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>just now</source>
   <translation type="unfinished" />
  </message>
  <message numerus="yes">
   <source>{n} minutes ago</source>
   <extracomment>for one: {n} minute ago</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hours ago</source>
   <extracomment>for one: {n} hour ago</extracomment>
   <translation type="unfinished">
    <numerusform />
    <numerusform />
   </translation>
  </message>
  <message>
   <source>{time}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{when}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show what is typed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This could not be shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hide this message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{part} {size}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Storage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;File</source>
   <comment>menu</comment>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause or resume everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add a folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Edit</source>
   <comment>menu</comment>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search on this page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Go</source>
   <comment>menu</comment>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Help</source>
   <comment>menu</comment>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About megadesk</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
