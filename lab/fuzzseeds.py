#!/usr/bin/env python3
"""fuzzseeds.py: writes the first inputs of the fuzz targets from the lab's captures.

Streams and datagrams become the pieces that StreamFuzzer and DatagramFuzzer read. A seed has at most so many bytes, and a
target so many seeds, from the shortest to the longest. The same at every run. Needs zstd and lz4. Inputs that show a fault
mended, and those of protocols that the lab has no captures of, stand beside them and are not touched.
"""
import bz2
import gzip
import lzma
import struct
import subprocess
from pathlib import Path

LAB = Path(__file__).resolve().parent
OUT = LAB.parent / "engine/src/test/resources/fuzz"
MOST_BYTES = 1500
MOST_SEEDS = 8

# Captures of each target.
STREAMS = {
    "http1": ["healthy-http-variants", "http-5xx", "http-malformed", "http-no-response", "http-truncated", "proxy"],
    "http2": ["healthy-http2", "http2"],
    "grpc": ["rare-services"],
    "tls": ["tls-alerts"],
    "redis": ["healthy-redis", "redis-errors", "redis-hangs"],
    "postgres": ["healthy-postgres", "postgres-errors"],
    "mysql": ["healthy-mysql", "mysql-errors"],
    "amqp": ["healthy-amqp", "amqp-errors"],
}


def find(name):
    for folder in ("captures", "servers"):
        path = LAB / folder / f"{name}.pcap"
        if path.exists():
            return path
    raise FileNotFoundError(name)


def records(path):
    """(link type, bytes) of each packet of a pcap file."""
    data = path.read_bytes()
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    link = struct.unpack(order + "I", data[20:24])[0]
    at = 24
    while at + 16 <= len(data):
        size = struct.unpack(order + "I", data[at + 8:at + 12])[0]
        yield link, data[at + 16:at + 16 + size]
        at += 16 + size


def ipv4(link, frame):
    """The IPv4 packet in a frame, or nothing."""
    head = {1: 14, 113: 16, 276: 20, 101: 0}.get(link)
    packet = frame[head:] if head is not None else b""
    return packet if packet[:1] and packet[0] >> 4 == 4 else b""


def transports(path, protocol):
    """(source, destination, header and payload, IPv4 packet) of the packets of a protocol."""
    for link, frame in records(path):
        packet = ipv4(link, frame)
        if len(packet) >= 28 and packet[9] == protocol:
            head = (packet[0] & 15) * 4
            total = struct.unpack(">H", packet[2:4])[0]
            body = packet[head:total]
            ports = struct.unpack(">HH", body[:4])
            yield (packet[12:16], ports[0]), (packet[16:20], ports[1]), body


def pieces(server, payload, close=False):
    out = b""
    while payload:
        part, payload = payload[:255], payload[255:]
        out += bytes([server, len(part)]) + part
    return out + (bytes([server | 4, 0]) if close else b"")


def streams(path):
    """Connections as pieces, from their SYN on."""
    seen, flows = {}, {}
    for src, dst, body in transports(path, 6):
        flags, seq = body[13], struct.unpack(">I", body[4:8])[0]
        if flags & 0x12 == 2:
            flows.setdefault((src, dst), b"")
        key, server = ((src, dst), 0) if (src, dst) in flows else ((dst, src), 1)
        payload = body[(body[12] >> 4) * 4:]
        if key not in flows or (key, server, seq, len(payload)) in seen:
            continue
        seen[key, server, seq, len(payload)] = True
        flows[key] += pieces(server, payload, flags & 1)
    return [b"\0" + flow[:MOST_BYTES] for flow in flows.values() if flow.strip(b"\0\1\4\5")]


def datagrams(path):
    flows = {}
    for src, dst, body in transports(path, 17):
        server = 1 if src[1] in (53, 5353) else 0
        key = (dst, src) if server else (src, dst)
        if key[1][1] in (53, 5353):
            flows[key] = flows.get(key, b"") + pieces(server | (4 if key[1][1] == 5353 else 0), body[8:8 + 255])
    return [flow[:MOST_BYTES] for flow in flows.values()]


def varied(seeds):
    """Some of the seeds, from the shortest to the longest."""
    ordered = sorted(set(seeds), key=lambda seed: (len(seed), seed))
    step = max(1, len(ordered) / MOST_SEEDS)
    return [ordered[int(i * step)] for i in range(min(MOST_SEEDS, len(ordered)))]


def write(target, seeds):
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(seeds):
        (folder / f"seed-{i:02}").write_bytes(seed)
    print(f"{target}: {len(seeds)}")


def captures():
    return sorted(path for folder in ("captures", "servers") for path in (LAB / folder).glob("*.pcap"))


def small_captures():
    return [path.read_bytes()[:MOST_BYTES] for path in captures() if path.stat().st_size < 6000]


def compressed():
    plain = varied(small_captures())[-1]
    seeds = [gzip.compress(plain, mtime=0), bz2.compress(plain), lzma.compress(plain)]
    for tool in ("zstd", "lz4"):
        seeds.append(subprocess.run([tool, "-c"], input=plain, capture_output=True, check=True).stdout)
    return seeds


def frames():
    """One frame of each length and link type."""
    found = {}
    for path in captures():
        for link, frame in records(path):
            packet = ipv4(link, frame)
            found.setdefault((link, packet[9] if len(packet) > 9 else frame[12:14]), struct.pack(">HB", link, 0) + frame[:400])
    return list(found.values())[:3 * MOST_SEEDS]


def fragments():
    """Each capture's IPv4 packets, cut in two fragments that come in turn, the last first."""
    seeds = []
    for path in captures():
        seed = b""
        for link, frame in list(records(path))[:4]:
            packet = ipv4(link, frame)
            head = (packet[0] & 15) * 4 if packet else 0
            if len(packet) < head + 24:
                continue
            for at, more, part in ((16, 0, packet[head + 16:head + 80]), (0, 0x2000, packet[head:head + 16])):
                header = bytearray(packet[:head])
                struct.pack_into(">HHH", header, 2, head + len(part), 7, more | at // 8)
                seed += struct.pack(">HB", head + len(part), 0) + bytes(header) + part
        if seed:
            seeds.append(seed[:MOST_BYTES])
    return seeds


for target, names in STREAMS.items():
    write(target, varied([seed for name in names for seed in streams(find(name))]))
write("dns", varied([seed for name in ("dns-errors", "rare-names") for seed in datagrams(find(name))]))
write("capture", varied(small_captures()))
write("compressed", compressed())
write("frames", frames())
write("fragments", varied(fragments()))
