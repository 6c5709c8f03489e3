"""Drives the agent and tcpdump over a veth pair, in the namespaces that load.sh has made; prints what came of it."""
import os, re, signal, struct, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../packaging/agent"))
from conversation import STATISTICS, TO_BEAT, fields, hello, messages, send

WORK, RATE, SECONDS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
AGENT = os.path.join(WORK, "faultline-agent/bin/faultline-agent")
TRAFFIC, FLOOD = os.path.join(WORK, "traffic.pcap"), os.path.join(WORK, "flood.pcap")
SOURCES = 1 << 20
FLOOD_RATE = 100_000
QUIET_AFTER_FLOOD = 15
CAP_MIB = 256
TICK = os.sysconf("SC_CLK_TCK")


def run(*command):
    subprocess.run(command, check=True)


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def write_flood():
    """A SYN from each of a million addresses, in an order that no table likes."""
    server = bytes([10, 96, 0, 1])
    ethernet = bytes.fromhex("0200000000010200000000020800")
    with open(FLOOD + ".part", "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for i in range(SOURCES):
            number = i * 0x9E3779B1 % SOURCES
            source = struct.pack("!I", 11 << 24 | number)
            port = 1024 + number % 60000
            ip = struct.pack("!BBHIBBH", 0x45, 0, 40, 0x4000, 64, 6, 0) + source + server
            ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
            tcp = struct.pack("!HHIIBBHI", port, 80, i, 0, 0x50, 2, 0xFFFF, 0)
            tcp = tcp[:16] + struct.pack("!H", checksum(ip[12:] + struct.pack("!HH", 6, 20) + tcp)) + tcp[18:]
            out.write(struct.pack("<IIII", 1_760_000_000 + i // 100_000, i % 100_000 * 10, 54, 54) + ethernet + ip + tcp)
    os.rename(FLOOD + ".part", FLOOD)


def replay(file, rate, seconds=None):
    """Sends; says how many packets, and in how many seconds."""
    again = ["--preload-pcap", "--loop=1000", "--unique-ip", f"--duration={seconds}"] if seconds else []
    done = subprocess.run(
        ["tcpreplay", "-i", "va", f"--pps={rate}", *again, file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = re.search(r"Actual: (\d+) packets .* in ([\d.]+) seconds", done.stdout)
    if not said:
        sys.exit("tcpreplay: " + done.stdout)
    return int(said[1]), float(said[2])


def cpu(pid):
    """Processor time that a process has taken, in seconds."""
    with open(f"/proc/{pid}/stat") as stat:
        after = stat.read().rsplit(")", 1)[1].split()
    return (int(after[11]) + int(after[12])) / TICK


def memory(pid, name):
    """A figure of a process's memory in MiB, such as VmRSS."""
    with open(f"/proc/{pid}/status") as status:
        figure = re.search(name + r":\s*(\d+) kB", status.read())
    if not figure:
        sys.exit("the agent has ended: its memory did not suffice, or its error stands above")
    return int(figure[1]) / 1024


class Agent:
    """An agent that runs, and the desktop that hears its statistics."""

    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix="faultline-load-")
        path = os.path.join(self.folder, "own/socket")
        self.process = subprocess.Popen([AGENT, "run", "--interface", "vb", "--socket", path, *options])
        while not os.path.exists(path):
            if self.process.poll() is not None:
                sys.exit("the agent does not start")
            time.sleep(0.05)
        self.attached = subprocess.Popen(
            [AGENT, "attach", "--socket", path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.last, self.most_left_out = {}, 1
        hello(self.attached.stdin)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for message in messages(self.attached.stdout, time.monotonic() + 300):
            if STATISTICS in message:
                self.last = fields(message[STATISTICS])
                self.most_left_out = max(self.most_left_out, self.last.get(13, 1))
                send(self.attached.stdin, TO_BEAT)

    def counts(self):
        """Packets captured, and packets dropped, when nothing is under way any more."""
        before = None
        while before is None or before != self.last.get(1):
            before = self.last.get(1)
            time.sleep(2.2)
        return self.last.get(1, 0), self.last.get(3, 0) + self.last.get(4, 0)

    def end(self):
        self.attached.kill()
        self.attached.wait()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        os.rmdir(self.folder)


def line(name, *values):
    print(f"{name:24s}" + "".join(f"{value:>15s}" for value in values), flush=True)


def row(name, sent, seconds, captured, dropped, cost):
    line(name, f"{sent / seconds:,.0f}", f"{sent:,}", f"{captured:,}", f"{dropped:,}", f"{cost * 1e9 / captured:,.0f} ns" if captured else "-")
    return cost / max(1, captured)


def drive_agent():
    agent = Agent("--cpu", "400")  # all flows, whatever they cost
    warm = replay(TRAFFIC, RATE // 4, 3)[0]
    agent.counts()
    begun = cpu(agent.process.pid)
    sent, seconds = replay(TRAFFIC, RATE, SECONDS)
    captured, dropped = agent.counts()
    cost = row("agent, full analysis", sent, seconds, captured - warm, dropped, cpu(agent.process.pid) - begun)
    peak = memory(agent.process.pid, "VmHWM")
    agent.end()
    return cost, peak


def drive_tcpdump():
    process = subprocess.Popen(["tcpdump", "-n", "-i", "vb", "-B", "32768", "-w", "/dev/null"], stderr=subprocess.PIPE, text=True)
    while "listening on" not in process.stderr.readline():
        pass
    sent, seconds = replay(TRAFFIC, RATE, SECONDS)
    time.sleep(1)
    cost = cpu(process.pid)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[0:2][1]
    captured, dropped = (int(re.search(r"(\d+) packets " + what, said)[1]) for what in ("captured", "dropped by kernel"))
    return row("tcpdump -w /dev/null", sent, seconds, captured, dropped, cost)


def drive_flood():
    agent = Agent()
    pid, begun, over, seen = agent.process.pid, time.monotonic(), threading.Event(), []

    def watch():
        while not over.wait(5):
            seen.append((time.monotonic() - begun, memory(pid, "VmRSS"), agent.last.get(11, 0)))

    watching = threading.Thread(target=watch)
    watching.start()
    start = cpu(pid)
    sent, seconds = replay(FLOOD, FLOOD_RATE)
    time.sleep(QUIET_AFTER_FLOOD)  # time-outs run out
    captured, dropped = agent.counts()
    over.set()
    watching.join()
    row("SYN flood", sent, seconds, captured, dropped, cpu(pid) - start)
    print("\nsecond: resident MiB (flows)  " + "  ".join(f"{t:.0f}: {rss:.0f} ({flows:,})" for t, rss, flows in seen))
    print(f"most left out during the flood: one flow in {agent.most_left_out} was analysed")
    peak = memory(pid, "VmHWM")
    agent.end()
    return peak


def main():
    if not os.path.exists(FLOOD):
        write_flood()
    run("mount", "-t", "tmpfs", "none", "/tmp")
    with open("/proc/sys/net/ipv6/conf/default/disable_ipv6", "w") as off:
        off.write("1")
    run("ip", "link", "add", "va", "type", "veth", "peer", "name", "vb")
    for device in ("lo", "va", "vb"):
        run("ip", "link", "set", device, "up")
    with open("/proc/loadavg") as load:
        print(f"processors: {os.cpu_count()}, load before: {load.read().split()[0]}\n")
    line("", "packets/s", "sent", "captured", "dropped", "CPU/packet")
    ours, peak = drive_agent()
    theirs = drive_tcpdump()
    flood = drive_flood()
    print(f"agent : tcpdump, CPU per packet: {ours / theirs:.1f}" if theirs else "tcpdump captured nothing")
    print(f"most resident memory: {peak:.0f} MiB under load, {flood:.0f} MiB in the flood, allowed {CAP_MIB} MiB")
    sys.exit(max(peak, flood) > CAP_MIB)


main()
