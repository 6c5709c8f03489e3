"""The desktop's end of a conversation with the agent, as far as scripts need it; see agent.proto."""
import os, select, sys, time

# Fields of the messages.
TO_HELLO, TO_STOP, TO_BEAT = 1, 6, 5
HELLO, FINDING, STATISTICS, GOODBYE = 1, 2, 4, 7


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
    """The messages of the agent, until a time of the monotonic clock; each has its size before it."""
    data = b""
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            sys.exit("the agent has not told in time what it should")
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


def hello(stream):
    """Begins; all versions from 1 to 3 will do, and no capabilities are wanted."""
    send(stream, TO_HELLO, bytes([1 << 3, 1, 2 << 3, 3]))
