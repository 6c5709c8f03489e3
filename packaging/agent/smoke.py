"""Runs the agent in the root that smoke.sh has made, causes an error, and is the desktop that must hear of it."""
import os, select, socket, subprocess, sys, time

ROOT = sys.argv[1]
SOCKET = "/run/faultline/socket"
ONLY_NET_RAW = 1 << 13
CLOSED = 9  # the port of a service that nobody runs here
PATIENCE = 60
# Fields of agent.proto.
TO_HELLO, TO_STOP, FINDING, GOODBYE = 1, 6, 2, 7


def agent(*arguments, **how):
    confined = ["chroot", ROOT, "setpriv", "--no-new-privs", "--bounding-set=-all,+net_raw", "--inh-caps=-all"]
    return subprocess.Popen([*confined, "/opt/faultline-agent/bin/faultline-agent", *arguments], **how)


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    """The last value of each field of a message: numbers, and bytes for whatever has a length."""
    at, found = 0, {}
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            if tag & 7 == 2:
                size, at = varint(data, at)
            else:
                size = {1: 8, 5: 4}[tag & 7]
            value, at = data[at : at + size], at + size
        found[tag >> 3] = value
    return found


def messages(stream, until):
    """The messages of the agent; each has its size before it."""
    data = b""
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            sys.exit(f"the agent has not told in {PATIENCE} s what it should")
        more = os.read(stream.fileno(), 1 << 16)
        if not more:
            sys.exit("the agent has ended the conversation early")
        data += more
        while data:
            try:
                size, begin = varint(data, 0)
            except IndexError:
                break
            if len(data) < begin + size:
                break
            yield fields(data[begin : begin + size])
            data = data[begin + size :]


def send(stream, field, message=b""):
    body = bytes([field << 3 | 2, len(message)]) + message
    stream.write(bytes([len(body)]) + body)
    stream.flush()


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
    send(attached.stdin, TO_HELLO, bytes([1 << 3, 1, 2 << 3, 3]))
    heard = messages(attached.stdout, time.monotonic() + PATIENCE)
    assert 1 in next(heard), "no hello"
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
