"""Runs the agent in the root that smoke.sh has made, causes an error, and is the desktop that must hear of it."""
import os, socket, subprocess, sys, time

from conversation import FINDING, GOODBYE, HELLO, TO_STOP, fields, hello, messages, send

ROOT = sys.argv[1]
SOCKET = "/run/faultline/socket"
ONLY_NET_RAW = 1 << 13
CLOSED = 9  # the port of a service that nobody runs here
PATIENCE = 60


def agent(*arguments, **how):
    confined = ["chroot", ROOT, "setpriv", "--no-new-privs", "--bounding-set=-all,+net_raw", "--inh-caps=-all"]
    return subprocess.Popen([*confined, "/opt/faultline-agent/bin/faultline-agent", *arguments], **how)


def main():
    running = agent("run", "--interface", "lo", "--socket", SOCKET, "--idle-timeout", "PT2M")
    end = time.monotonic() + PATIENCE
    while not os.path.exists(ROOT + SOCKET):
        if running.poll() is not None or time.monotonic() > end:
            sys.exit("the agent does not start")
        time.sleep(0.05)
    with open(f"/proc/{running.pid}/status") as status:
        rights = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    for name in ("CapPrm", "CapEff", "CapBnd"):
        assert int(rights[name], 16) == ONLY_NET_RAW, (name, rights[name])
    assert rights["NoNewPrivs"] == "1", rights["NoNewPrivs"]

    attached = agent("attach", "--socket", SOCKET, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    hello(attached.stdin)
    heard = messages(attached.stdout, time.monotonic() + PATIENCE)
    assert HELLO in next(heard), "no hello"
    assert socket.socket().connect_ex(("127.0.0.1", CLOSED)), "something listens here"
    for message in heard:
        if FINDING in message:
            finding = fields(fields(message[FINDING])[2])
            kind, port = finding[2].decode(), fields(finding.get(13, b"")).get(2)
            print(f"told: {kind}, port {port}", flush=True)
            if kind == "tcp.connect.refused" and port == CLOSED:
                break
    send(attached.stdin, TO_STOP)
    for message in heard:
        if GOODBYE in message:
            break
    assert running.wait(PATIENCE) == 0 and attached.wait(PATIENCE) == 0, (running.poll(), attached.poll())
    assert not os.path.exists(os.path.dirname(ROOT + SOCKET)), "the agent has left something behind"
    print("the bundle captures and tells in a minimal Debian, with CAP_NET_RAW alone and a root that is read-only")


main()
