#!/usr/bin/env python3
"""rarelab.py DIR: captures of errors that a kernel will not make on demand, written packet by packet: rare resets, damaged packets,
obsolete ICMP, answers from wrong places. No root, no network; the same bytes at every run. One scenario = one function = one
capture with its truth beside it, as those of netlab.py."""
import json, os, struct, sys

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
START = 1795550172.0
CLIENT, SERVER, ROUTER = "10.88.0.2", "10.88.1.2", "10.88.0.1"
SCEN = {}

def scenario(f):
    SCEN["rare-" + f.__name__] = f
    return f

def total(b): return sum(struct.unpack(f"!{(len(b) + 1) // 2}H", b + b"\0" * (len(b) % 2)))
def folded(s):
    while s >> 16: s = (s & 0xffff) + (s >> 16)
    return s
def checksum(b): return ~folded(total(b)) & 0xffff
def addr(a):
    import socket
    return socket.inet_pton(socket.AF_INET6 if ":" in a else socket.AF_INET, a)

def ip(src, dst, proto, payload, ttl=64, ident=0, frag=0, bad=0):
    a, b = addr(src), addr(dst)
    if len(a) == 16: return struct.pack("!IHBB", 6 << 28, len(payload), proto, ttl) + a + b + payload
    h = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, frag, ttl, proto, 0, a, b)
    return h[:10] + struct.pack("!H", checksum(h) ^ bad) + h[12:] + payload
def pseudo(src, dst, proto, n): return addr(src) + addr(dst) + struct.pack("!HH", proto, n)
def tcp(src, sport, dst, dport, flags, seq, ack, data=b"", win=512, opts=b"", bad=0, **kw):
    s = struct.pack("!HHIIBBHHH", sport, dport, seq & 0xffffffff, ack & 0xffffffff, (5 + len(opts) // 4) << 4, flags, win, 0, 0) + opts + data
    c = checksum(pseudo(src, dst, 6, len(s)) + s)
    if bad == "offload": c = folded(total(pseudo(src, dst, 6, len(s))))
    elif bad: c ^= bad
    return ip(src, dst, 6, s[:16] + struct.pack("!H", c) + s[18:], **kw)
def udp(src, sport, dst, dport, data, bad=0, **kw):
    s = struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data
    return ip(src, dst, 17, s[:6] + struct.pack("!H", (checksum(pseudo(src, dst, 17, len(s)) + s) or 0xffff) ^ bad) + s[8:], **kw)
def icmp(src, dst, typ, code, rest, data=b"", **kw):
    m = struct.pack("!BBHI", typ, code, 0, rest) + data; v6 = ":" in src
    return ip(src, dst, 58 if v6 else 1, m[:2] + struct.pack("!H", checksum((pseudo(src, dst, 58, len(m)) if v6 else b"") + m)) + m[4:], **kw)

class Capture:
    def __init__(self, name, start):
        self.name, self.start, self.t, self.frames, self.flows, self.port = name, start, 0.0, [], [], 41000
    def at(self, t): self.t = t; return self
    def add(self, packet, after=0.001):
        kind = 0x86dd if packet[0] >> 4 == 6 else 0x0800
        self.frames.append((self.t, b"\x02\0\0\0\0\2\x02\0\0\0\0\1" + struct.pack("!H", kind) + packet)); self.t += after
    def flow(self, errors, server=(SERVER, 80), client=None, proto="tcp", **kw):
        self.flows.append(dict(proto=proto, client=client[0] if client else CLIENT, client_port=client[1] if client else self.port, server=server[0], server_port=server[1], errors=errors, **kw))
    def write(self, out, doc):
        self.frames.sort(key=lambda f: f[0])
        with open(os.path.join(out, self.name + ".pcap"), "wb") as f:
            f.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
            for t, b in self.frames:
                micros = round((self.start + t) * 1e6)
                f.write(struct.pack("<IIII", micros // 1000000, micros % 1000000, len(b), len(b)) + b)
        truth = dict(scenario=self.name, description=" ".join(doc.split()), captures=[dict(file=self.name + ".pcap", namespace="none", device="none", filter="", snaplen=262144, args=[])],
                     flows=self.flows, facts={}, notes=["written packet by packet"], tshark_checks=[])
        with open(os.path.join(out, self.name + ".json"), "w") as f: json.dump(truth, f, indent=1)

class Talk:
    """One TCP connection, opened unless told otherwise."""
    def __init__(self, c, errors, dport=80, mss=b"\x02\x04\x05\xb4", opened=True, bad=0, ttl=64, **kw):
        c.port += 1; self.c, self.sport, self.dport, self.cs, self.ss, self.bad = c, c.port, dport, 1000, 5000, bad
        c.flow(errors, (SERVER, dport), **kw)
        if opened:
            self.client(SYN, opts=mss); self.server(SYN | ACK, opts=mss); self.client(ACK)
    def client(self, flags=PSH | ACK, data=b"", seq=None, ack=None, **kw):
        s = self.cs if seq is None else seq
        self.c.add(tcp(CLIENT, self.sport, SERVER, self.dport, flags, s, (self.ss if ack is None else ack) if flags & ACK else 0, data, **{"bad": self.bad, **kw}))
        if seq is None: self.cs += len(data) + bool(flags & (SYN | FIN))
        return self
    def server(self, flags=PSH | ACK, data=b"", seq=None, ack=None, **kw):
        s = self.ss if seq is None else seq
        self.c.add(tcp(SERVER, self.dport, CLIENT, self.sport, flags, s, (self.cs if ack is None else ack) if flags & ACK else 0, data, ttl=kw.pop("ttl", 63), **kw))
        if seq is None: self.ss += len(data) + bool(flags & (SYN | FIN))
        return self
    def exchange(self):
        return self.client(data=b"x" * 50).server(data=b"y" * 70).client(ACK)
    def close(self):
        return self.client(FIN | ACK).server(FIN | ACK).client(ACK)

# ------------------------------------------------------------------ resets
@scenario
def resets(c):
    """Resets of every other kind: after the close, across a request, after retransmissions in vain, in a TLS handshake, from a middlebox, outside of the window; and a handshake that its client never completes."""
    t = Talk(c, []).exchange().close(); t.server(RST, seq=t.ss)
    t = Talk(c, ["TCP_RESET_KEEPALIVE_RACE"]).exchange(); c.t += 5
    t.server(FIN | ACK).client(data=b"GET /again", ack=t.ss - 1).server(RST, seq=t.ss); t.cs += 0
    t = Talk(c, ["TCP_RST_MIDSTREAM"]).exchange(); s = t.cs
    for gap in (0, .3, .6, 1.2, 2.4): c.t += gap; t.client(data=b"z" * 40, seq=s)
    t.cs += 40; c.t += 2; t.client(RST | ACK)
    t = Talk(c, ["TCP_RST_MIDSTREAM"], dport=443); t.client(data=client_hello()); t.server(ACK); t.server(RST | ACK)
    t = Talk(c, ["TCP_RST_MIDSTREAM"]).exchange(); t.client(data=b"q" * 30); t.server(RST, seq=t.ss, ttl=57); c.t += .05; t.server(ACK).server(data=b"still here").client(ACK)
    t = Talk(c, []).exchange(); t.server(RST, seq=t.ss + 900000); c.t += .05; t.exchange().close()
    t = Talk(c, ["TCP_HANDSHAKE_INCOMPLETE"], opened=False, by="client"); t.client(SYN, opts=b"\x02\x04\x05\xb4"); s = c.t
    for at in (0, 1, 3, 7): c.t = s + at; t.server(SYN | ACK, seq=5000, opts=b"\x02\x04\x05\xb4")
    c.t += 5; Talk(c, []).exchange().close()

def client_hello():
    body = b"\x03\x03" + bytes(range(32)) + b"\0" + b"\0\2\x13\x01" + b"\1\0" + b"\0\x15" + b"\0\0\0\x11\0\x0f\0\0\x0cshop.example"
    hand = b"\1" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\3\1" + struct.pack("!H", len(hand)) + hand

# ------------------------------------------------------------------ ICMP
@scenario
def icmp_odd(c):
    """ICMP that is seldom seen: source quench, parameter problem, an extended echo without its interface, a type nobody knows, errors about flows that were not captured, that do not fit or that cannot be read, a ping without answer."""
    t = Talk(c, ["ICMP_SOURCE_QUENCH", "ICMP_PARAMETER_PROBLEM", "ICMP_OTHER"]).exchange()
    quoted = tcp(CLIENT, t.sport, SERVER, 80, ACK, t.cs, t.ss)[:28]
    c.add(icmp(ROUTER, CLIENT, 4, 0, 0, quoted)); c.add(icmp(ROUTER, CLIENT, 12, 0, 20 << 24, quoted)); t.close()
    t = Talk(c, []).exchange(); c.add(icmp(ROUTER, CLIENT, 3, 1, 0, tcp(CLIENT, t.sport, SERVER, 80, ACK, t.cs + 0x40000000, t.ss)[:28])); t.close()
    c.add(icmp(ROUTER, CLIENT, 3, 1, 0, tcp(CLIENT, 55555, "10.88.9.9", 443, SYN, 1, 0)[:28])); c.flow(["ICMP_HOST_UNREACHABLE"], ("10.88.9.9", 443), (CLIENT, 55555))
    c.add(icmp(ROUTER, CLIENT, 3, 1, 0, quoted[:12]))
    c.add(icmp(ROUTER, CLIENT, 43, 2, 0x00010000)); c.add(icmp(ROUTER, CLIENT, 40, 0, 0, quoted))
    for i in range(4): c.add(icmp(CLIENT, "10.88.1.77", 8, 0, 0x42000000 | i, b"ping" * 8), after=1)
    c.t += 4; Talk(c, []).exchange().close()

# ------------------------------------------------------------------ DNS
def query(ident, name, typ=1, flags=0x0100, answers=0, extra=b""):
    q = b"".join(bytes([len(p)]) + p.encode() for p in name.split(".")) + b"\0" + struct.pack("!HH", typ, 1)
    return struct.pack("!HHHHHH", ident, flags, 1, answers, 0, 0) + q + extra
A = b"\xc0\x0c\0\1\0\1\0\0\0\x1e\0\4\x0a\x60\0\1"
@scenario
def names(c):
    """DNS: a name that exists on no search path, one that exists on the last, answers that say format error, not implemented, or nothing; a slow one; one with a wrong id; one from another address; and the race of two queries in conntrack."""
    dns = (SERVER, 53)
    def ask(port, ident, name, code=None, typ=1, answers=0, wait=.002, **kw):
        c.add(udp(CLIENT, port, SERVER, 53, query(ident, name, typ)), after=wait)
        if code is not None: c.add(udp(kw.get("src", SERVER), 53, CLIENT, port, query(kw.get("back", ident), name, typ, 0x8180 | code, answers, A * answers)))
    suffixes = (".shop.svc.cluster.local", ".svc.cluster.local", ".cluster.local", "")
    def flow(port, errors): c.flow(errors, dns, (CLIENT, port), "udp")
    flow(42001, ["DNS_NXDOMAIN"]); flow(42010, [])
    for i, s in enumerate(suffixes): ask(42001 + i, 0x100 + i, "payments.exmaple.com" + s, 3)
    c.t += 3
    for i, s in enumerate(suffixes): ask(42010 + i, 0x200 + i, "api.example.com" + s, 0 if s == "" else 3, answers=int(s == ""))
    c.t += 3
    flow(42020, ["DNS_FORMERR"]); ask(42020, 0x300, "a.example.com", 1); flow(42021, ["DNS_NOTIMP"]); ask(42021, 0x301, "b.example.com", 4)
    flow(42022, []); ask(42022, 0x302, "v4only.example.com", 0, typ=28); flow(42023, ["DNS_SLOW"]); ask(42023, 0x303, "slow.example.com", 0, answers=1, wait=1.8)
    flow(42024, ["DNS_ID_MISMATCH"]); ask(42024, 0x304, "odd.example.com", 0, answers=1, back=0x9999); c.add(udp(SERVER, 53, CLIENT, 42024, query(0x304, "odd.example.com", 1, 0x8180, 1, A)))
    flow(42025, ["NAT_REPLY_WRONG_SOURCE"]); [(ask(42025, 0x305, "dnat.example.com", 0, answers=1, src="10.88.1.9"), setattr(c, "t", c.t + 2)) for _ in range(3)]
    flow(42026, ["DNS_CONNTRACK_RACE"]); s = c.t
    ask(42026, 0x400, "race.example.com"); c.add(udp(CLIENT, 42026, SERVER, 53, query(0x401, "race.example.com", 28))); c.add(udp(SERVER, 53, CLIENT, 42026, query(0x400, "race.example.com", 1, 0x8180, 1, A)))
    c.t = s + 5; ask(42026, 0x400, "race.example.com", 0, answers=1); ask(42026, 0x401, "race.example.com", 0, typ=28)
    c.t += 8; ask(42030, 0x500, "end.example.com", 0, answers=1); flow(42030, [])

# ------------------------------------------------------------------ HTTP/2, TLS, half a dialogue
def frame(kind, flags, stream, data): return struct.pack("!I", len(data))[1:] + bytes([kind, flags]) + struct.pack("!I", stream) + data
def literal(name, value): return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value
def request(stream, path, grpc=False):
    h = b"\x83\x86" + b"\x04" + bytes([len(path)]) + path + b"\x01\x04shop" + (literal(b"content-type", b"application/grpc") + literal(b"te", b"trailers") if grpc else b"")
    return frame(1, 5 if not grpc else 4, stream, h) + (frame(0, 1, stream, b"\0\0\0\0\2hi") if grpc else b"")
@scenario
def web(c):
    """HTTP/2: a stream that is reset, a connection that is told to go away, gRPC that fails and gRPC without trailers; a TLS handshake that ends half way, one that is sent to a plain port; a response whose request was not captured."""
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"")
    answer = b"\x88" + literal(b"content-type", b"application/grpc")
    t = Talk(c, ["HTTP2_RST_STREAM"], dport=8080); t.client(data=preface).server(data=frame(4, 0, 0, b"")).client(data=request(1, b"/a")); t.server(data=frame(3, 0, 1, struct.pack("!I", 2))).client(ACK).close()
    t = Talk(c, ["HTTP2_GOAWAY"], dport=8080); t.client(data=preface).server(data=frame(4, 0, 0, b"")).client(data=request(1, b"/b")); t.server(data=frame(1, 5, 1, b"\x88") + frame(7, 0, 0, struct.pack("!II", 1, 11) + b"too_many_pings")).client(ACK).close()
    t = Talk(c, ["GRPC_STATUS"], dport=8080); t.client(data=preface).server(data=frame(4, 0, 0, b"")).client(data=request(1, b"/shop.Cart/Get", True))
    t.server(data=frame(1, 4, 1, answer) + frame(1, 5, 1, literal(b"grpc-status", b"14") + literal(b"grpc-message", b"no healthy upstream"))).client(ACK).close()
    t = Talk(c, ["GRPC_NO_TRAILERS"], dport=8080); t.client(data=preface).server(data=frame(4, 0, 0, b"")).client(data=request(1, b"/shop.Cart/Put", True))
    t.server(data=frame(1, 4, 1, answer) + frame(0, 1, 1, b"\0\0\0\0\2ok")).client(ACK).close()
    t = Talk(c, ["TLS_HANDSHAKE_INCOMPLETE"], dport=8443); t.client(data=client_hello()).server(ACK); t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = Talk(c, ["TLS_PLAINTEXT_ON_TLS_PORT"], dport=8081); t.client(data=client_hello()); t.server(data=b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").close()
    t = Talk(c, ["L7_HALF_RESPONSE"]); t.server(data=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").client(ACK).close()

# ------------------------------------------------------------------ transfers
@scenario
def transfers(c):
    """A hole in the data that is never filled, segments larger than agreed, damaged segments."""
    t = Talk(c, ["TCP_LOSS"]).exchange(); hole = t.ss; t.ss += 700
    for i in range(5): t.server(data=b"r" * 700).client(ACK, ack=hole); c.t += .8
    t = Talk(c, ["TCP_MSS_MISMATCH"], mss=b"\x02\x04\x02\x18").exchange()
    for i in range(6): t.server(data=b"m" * 900).client(ACK)
    t.close()
    t = Talk(c, ["TCP_CHECKSUM_BAD"]).exchange(); s = t.ss
    for at in (0, .2, .4): c.t += at; t.server(data=b"d" * 300, seq=s, bad=0x1111)
    t.server(data=b"d" * 300).client(ACK).close()

# ------------------------------------------------------------------ the network below
@scenario
def network(c):
    """Damaged headers and datagrams, fragments of which one is missing, a packet that goes round in circles, IPv6 neighbours that do not answer and one address at two hosts."""
    for i in range(12): c.add(udp(CLIENT, 43000, SERVER, 4000 + i % 3, b"metric %d" % i, ident=100 + i))
    for i in range(2): c.add(udp(CLIENT, 43001, SERVER, 4000, b"damaged", ident=200 + i, bad=0x2222)); c.add(udp(CLIENT, 43002, SERVER, 4000, b"broken header", ident=300 + i, bad=0)[:10] + b"\x12\x34" + udp(CLIENT, 43002, SERVER, 4000, b"broken header", ident=300 + i)[12:])
    c.flow(["UDP_CHECKSUM_BAD"], (SERVER, 4000), (CLIENT, 43001), "udp"); c.flow(["IP_CHECKSUM_BAD"], (SERVER, 4000), (CLIENT, 43002), "udp")
    big = udp(CLIENT, 43003, SERVER, 4000, b"f" * 2800)[20:]
    c.add(ip(CLIENT, SERVER, 17, big[:1480], ident=400, frag=0x2000)); c.flow(["IP_FRAG_INCOMPLETE"], (SERVER, None), (CLIENT, None), "ip")
    for ttl in range(60, 30, -2): c.add(udp(CLIENT, 43004, "10.88.7.7", 4000, b"round and round", ident=500, ttl=ttl), after=.0004)
    c.flow(["IP_TTL_LOOP"], ("10.88.7.7", 4000), (CLIENT, 43004), "udp")
    a, b, gone = "fd88::2", "fd88::3", "fd88::99"
    def ns(src, target, mac): return icmp(src, "ff02::1:ff00:" + target.split("::")[1], 135, 0, 0, addr(target) + b"\1\1\x02\0\0\0\0" + bytes([mac]), ttl=255)
    def na(src, dst, mac): return icmp(src, dst, 136, 0, 0x60000000, addr(src) + b"\2\1\x02\0\0\0\0" + bytes([mac]), ttl=255)
    for i in range(2): c.add(ns(a, b, 1)); c.add(na(b, a, 3)); c.add(na(b, a, 9)); c.t += 1
    for i in range(4): c.add(ns(a, gone, 1), after=1)
    c.flow(["ND_DUP_ADDRESS"], (b, None), (b, None), "icmpv6"); c.flow(["ND_NO_REPLY"], (gone, None), (a, None), "icmpv6")
    c.t += 35; c.add(udp(CLIENT, 43000, SERVER, 4001, b"end", ident=900))

@scenario
def capture(c):
    """What is of the capture, not of the network: packets seen before the network card fills in their checksums, and bytes that were acknowledged and not captured."""
    for _i in range(3): Talk(c, [], bad="offload").exchange().close()
    t = Talk(c, []).exchange(); t.ss += 1400; t.client(ACK).exchange().close()

# ------------------------------------------------------------------ databases and queues
@scenario
def services(c):
    """Databases and queues that report an error: Redis, PostgreSQL, MySQL, Kafka, MongoDB; AMQP closed with an error, in a version that is not spoken, and with heartbeats that stay away."""
    def packet(n, body): return struct.pack("<I", len(body))[:3] + bytes([n]) + body
    def pg(kind, body): return kind + struct.pack("!I", len(body) + 4) + body
    def mongo(i, to, fields): return struct.pack("<IIIIIB", 26 + len(fields), i, to, 2013, 0, 0) + struct.pack("<I", len(fields) + 5) + fields + b"\0"
    def amqp(kind, channel, body): return struct.pack("!BHI", kind, channel, len(body)) + body + b"\xce"
    def method(channel, group, number, body=b""): return amqp(1, channel, struct.pack("!HH", group, number) + body)
    def broker(errors, heartbeat):
        t = Talk(c, errors, dport=5672); t.client(data=b"AMQP\0\0\x09\x01").server(data=method(0, 10, 10, b"\0\x09\0\0\0\0")).client(data=method(0, 10, 11, b"\0\0\0\0"))
        t.server(data=method(0, 10, 30, b"\0\0\0\2\0\0\0\x3c")).client(data=method(0, 10, 31, struct.pack("!HIH", 0, 131072, heartbeat)) + method(0, 10, 40, b"\1/\0\0"))
        return t.server(data=method(0, 10, 41, b"\0")).client(ACK)
    t = Talk(c, ["REDIS_ERROR"], dport=6379); t.client(data=b"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n").server(data=b"-READONLY You can't write against a read only replica.\r\n").client(ACK).close()
    t = Talk(c, ["POSTGRES_ERROR"], dport=5432); t.client(data=struct.pack("!II", 19, 196608) + b"user\0shop\0\0")
    t.server(data=pg(b"E", b"SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0")).client(ACK); t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = Talk(c, ["MYSQL_ERROR"], dport=3306); t.server(data=packet(0, b"\xff\x10\x04#08004Too many connections")).client(ACK); t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = Talk(c, ["KAFKA_ERROR"], dport=9092); t.client(data=struct.pack("!IHHIH", 13, 12, 0, 7, 3) + b"app").server(data=struct.pack("!IIH", 6, 7, 27)).client(ACK).close()
    t = Talk(c, ["MONGO_ERROR"], dport=27017); t.client(data=mongo(1, 0, b"\2insert\0\x07\0\0\0orders\0"))
    t.server(data=mongo(9, 1, b"\1ok\0" + b"\0" * 8 + b"\x10code\0" + struct.pack("<I", 10107) + b"\2codeName\0\x13\0\0\0NotWritablePrimary\0")).client(ACK).close()
    t = broker(["AMQP_CLOSE"], 0); t.server(data=method(0, 10, 50, struct.pack("!H", 320) + b"\x08shutdown" + b"\0\0\0\0")).client(data=method(0, 10, 51)); t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = Talk(c, ["AMQP_VERSION_MISMATCH"], dport=5672); t.client(data=b"AMQP\0\1\0\0").server(data=b"AMQP\0\0\x09\x01").client(ACK); t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = broker(["AMQP_HEARTBEAT_MISSED"], 2)
    for i in range(8): c.t += 1; t.server(data=amqp(8, 0, b"")).client(ACK)
    t.server(FIN | ACK).client(FIN | ACK).server(ACK)

# ------------------------------------------------------------------ WebSocket
@scenario
def sockets(c):
    """WebSockets: one whose server fails, one that is closed without a word, one whose server receives a ping and is silent, one with a frame that no client may send; and a healthy one."""
    def upgraded(errors):
        t = Talk(c, errors, dport=8080); t.client(data=b"GET /ws HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
        return t.server(data=b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n").client(ACK)
    def sent(first, payload): return bytes([0x80 | first, len(payload)]) + payload
    def masked(first, payload):
        key = b"\x37\xfa\x21\x3d"
        return bytes([0x80 | first, 0x80 | len(payload)]) + key + bytes(b ^ key[i % 4] for i, b in enumerate(payload))
    def ends(t): t.server(FIN | ACK).client(FIN | ACK).server(ACK)
    t = upgraded(["WEBSOCKET_CLOSE"]); t.client(data=masked(1, b"buy")).server(data=sent(8, struct.pack("!H", 1011) + b"failed")).client(data=masked(8, struct.pack("!H", 1011))); ends(t)
    t = upgraded(["WEBSOCKET_CLOSE"]); t.server(data=sent(1, b"price 7")).client(ACK); ends(t)
    t = upgraded(["WEBSOCKET_PING_UNANSWERED"]); t.client(data=masked(9, b"1")).server(ACK); c.t += 12; t.client(data=masked(8, struct.pack("!H", 1001))).server(ACK); ends(t)
    t = upgraded(["DISSECT_PARSE_ERROR"]); t.client(data=sent(1, b"not masked")).server(data=sent(8, struct.pack("!H", 1002))).client(ACK); ends(t)
    t = upgraded([]); t.server(data=sent(9, b"1")).client(data=masked(10, b"1")).client(data=masked(1, b"hello")).server(data=sent(1, b"hello")).client(data=masked(8, struct.pack("!H", 1000))).server(data=sent(8, struct.pack("!H", 1000))); ends(t)

def main(out):
    os.makedirs(out, exist_ok=True)
    for i, (name, f) in enumerate(SCEN.items()):
        c = Capture(name.replace("_", "-"), START + 3 * i); f(c); c.write(out, f.__doc__)
        print(f"{c.name:20s} {len(c.frames):4d} packets")

if __name__ == "__main__":
    main(sys.argv[1])
