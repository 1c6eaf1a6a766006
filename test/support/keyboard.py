"""Runs a program on a terminal of its own: keyboard.py '[["text to wait for", "keys to type"], …]' program argument…

Prints one JSON object: the exit code and everything that the terminal showed.
"""
import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(argv[0], argv)

# 24 lines of 80 columns: without a size nothing is drawn.
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
seen, start, deadline = "", 0, time.monotonic() + 50
while time.monotonic() < deadline:
    if steps:
        at = seen.find(steps[0][0], start)
        if at >= 0:
            start = at + len(steps[0][0])
            os.write(terminal, steps.pop(0)[1].encode())
            continue
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    seen += data.decode(errors="replace")
else:
    os.kill(pid, 9)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"code": code, "shown": seen, "left": len(steps)}))
