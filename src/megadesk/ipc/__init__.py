"""Front ends and engine, talking on one machine.

    cli, ui                                                         engine
    Client.call(method, params) --Request-->  EngineListener  -->  handle(request, call), in a thread of its own
          ^    ^   <-------- Progress, in order -- call.emit()          |
          |    `------------ Response: result or error <----------------'
          `----------------- Event, the newest a topic <-- publish()

    messages   what may be asked and what is answered: one typed table for both sides, a file for each noun
    protocol   the envelopes as bytes, no sockets
    outbox     what waits to be sent to one client: bounded, newest wins
    channel    one authenticated connection (AF_UNIX in a 0700 folder, a named pipe on Windows)
    listener   the engine's side; a client that is silent, slow or rude harms only itself
    client     the other side

Bytes are JSON and only JSON: nothing is ever unpickled. Read next: ``protocol.py``.
"""
