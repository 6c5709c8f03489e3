#!/usr/bin/env python3
"""Real servers in network namespaces, made to fail and captured: nginx (HTTP/1.1 and HTTP/2, as a proxy too), Redis, PostgreSQL, MariaDB, RabbitMQ,
and a WebSocket server.

usage: serverlab.py DIR [scenario ...]     (as root; needs iproute2, tcpdump and the servers of the chosen scenarios, as Debian packages them:
       nginx redis-server postgresql mariadb-server rabbitmq-server python3-websockets curl; ends by itself and leaves nothing behind)

    client 10.77.81.2 -- veth -- 10.77.81.1 server 10.77.82.1 -- veth -- 10.77.82.2 upstream

For each scenario: SCENARIO.pcap, captured at the server, and SCENARIO.json with the truth: how many findings of which kinds it must have.
Nothing else may be a warning or worse, but for resets that are part of these.
"""
import ctypes, json, os, shutil, signal, socket, struct, subprocess, sys, tempfile, threading, time

CLIENT, SERVER, INNER, UPSTREAM = "10.77.81.2", "10.77.81.1", "10.77.82.1", "10.77.82.2"
PREFIX = f"fs{os.getpid()}"
started, folder = [], tempfile.mkdtemp(prefix="serverlab-")
os.chmod(folder, 0o755)


def ns(name):
    return f"{PREFIX}-{name}"


def sh(command, check=True):
    subprocess.run(command, shell=True, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build():
    for name in ("client", "server", "upstream"):
        sh(f"ip netns add {ns(name)}")
        sh(f"ip -n {ns(name)} link set lo up")
    for other, mine, theirs in (("client", SERVER, CLIENT), ("upstream", INNER, UPSTREAM)):
        sh(f"ip link add {other} netns {ns('server')} type veth peer name eth0 netns {ns(other)}")
        sh(f"ip -n {ns('server')} addr add {mine}/24 dev {other}")
        sh(f"ip -n {ns('server')} link set {other} up")
        sh(f"ip -n {ns(other)} addr add {theirs}/24 dev eth0")
        sh(f"ip -n {ns(other)} link set eth0 up")
        sh(f"ip -n {ns(other)} route add default via {mine}")
        for place, link in (("server", other), (other, "eth0")):
            sh(f"ip netns exec {ns(place)} ethtool -K {link} tso off gso off gro off tx off", check=False)


def start(place, *command, user=None, env=None):
    """A program that runs until the end of the scenario."""
    words = ["ip", "netns", "exec", ns(place)] + (["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else [])
    process = subprocess.Popen(words + list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                               env={**os.environ, **(env or {})})
    started.append(process)
    return process


def stop():
    while started:
        process = started.pop()
        try:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
    # what made itself a daemon is in one of the namespaces, which are ours alone
    for place in ("client", "server", "upstream"):
        pids = subprocess.run(["ip", "netns", "pids", ns(place)], capture_output=True, text=True, check=False).stdout.split()
        for pid in pids:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass


def run(*command, place="client", seconds=60, env=None):
    return subprocess.run(["ip", "netns", "exec", ns(place)] + list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          timeout=seconds, env={**os.environ, **(env or {})}, check=False)


def inside(place, make):
    """What `make` makes in a namespace, in a thread of its own, which enters it."""
    made = []

    def work():
        try:
            with open(f"/run/netns/{ns(place)}") as handle:
                if ctypes.CDLL("libc.so.6", use_errno=True).setns(handle.fileno(), 0x40000000) != 0:
                    raise OSError(ctypes.get_errno(), "setns")
            made.append(make())
        except OSError as error:
            made.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(made[0], OSError):
        raise made[0]
    return made[0]


def connect(port, address=SERVER, place="client"):
    return inside(place, lambda: socket.create_connection((address, port), 10))


def listen(port):
    """A listening socket at the upstream."""
    return inside("upstream", lambda: socket.create_server((UPSTREAM, port)))


def until(port, address=SERVER, place="client", seconds=90):
    end = time.time() + seconds
    while True:
        try:
            connect(port, address, place).close()
            return
        except OSError:
            if time.time() > end:
                raise
            time.sleep(0.2)


class Capture:
    def __init__(self, file, link="client"):
        self.process = subprocess.Popen(["ip", "netns", "exec", ns("server"), "tcpdump", "-i", link, "-U", "-s", "0", "-Z", "root", "-w", file, "tcp"],
                                        stderr=subprocess.PIPE, text=True)
        self.process.stderr.readline()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        time.sleep(1)
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        self.process.stderr.close()


# ---------------------------------------------------------------------------------------------------------------------------- nginx
def nginx(upstream_port=8081):
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        os.makedirs(f"{folder}/nginx/{name}", exist_ok=True)
    os.makedirs(f"{folder}/www", exist_ok=True)
    with open(f"{folder}/www/index.html", "w") as page:
        page.write("hello\n" * 500)
    paths = "".join(f"{n}_temp_path {folder}/nginx/{n if n != 'client_body' else 'body'};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(f"{folder}/nginx.conf", "w") as conf:
        conf.write(f"""daemon off; worker_processes 1; user root; pid {folder}/nginx.pid; error_log /dev/null; events {{}}
http {{ access_log off; {paths} proxy_bind {SERVER}; proxy_read_timeout 2s; proxy_connect_timeout 2s; http2_max_concurrent_streams 4;
  server {{ listen 8080; listen 8082 http2; root {folder}/www;
    location /busy {{ return 503; }} location /broken {{ return 500; }} location /private {{ return 403; }}
    location /up {{ proxy_pass http://{UPSTREAM}:{upstream_port}; }} location /nobody {{ proxy_pass http://{UPSTREAM}:8099; }} }} }}""")
    start("server", "nginx", "-p", folder, "-c", f"{folder}/nginx.conf")
    until(8080)


def curl(path, *more, port=8080):
    run("curl", "-s", "-o", "/dev/null", "-H", "Authorization: Bearer s3cret", *more, f"http://{SERVER}:{port}{path}?token=s3cret")


def http2(capture):
    nginx()
    with capture():
        for path in ("/", "/busy", "/broken", "/private", "/absent", "/nobody"):
            curl(path, "--http2-prior-knowledge", port=8082)
    return {"http.5xx": 3, "http.4xx": 2}


def healthy_http2(capture):
    nginx()
    with capture():
        run("curl", "-s", "--http2-prior-knowledge", "-Z", "-o", "/dev/null", *[f"http://{SERVER}:8082/?n={i}" for i in range(8)])
        curl("/", "-X", "HEAD", "-I", "--http2-prior-knowledge", port=8082)
    return {}


def proxy(capture):
    """502 because nobody listens; 504 because the upstream is silent; 502 because it closes without an answer, and because it resets."""
    listener = listen(8081)

    def serve(number, handle):
        handle.recv(4096)
        if number == 0:
            time.sleep(4)
        elif number == 2:
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handle.close()

    def accept():
        for number in range(3):
            handle, _ = listener.accept()
            threading.Thread(target=serve, args=(number, handle), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    nginx()
    with capture("any"):
        curl("/nobody")
        for i in range(3):
            curl(f"/up/{i}")
        time.sleep(3)
    listener.close()
    return {"http.5xx": 4, "tcp.connect.refused": 1, "l7.half.request_only": 3}


# ---------------------------------------------------------------------------------------------------------------------------- Redis
def redis():
    for port, more in ((6379, ()), (6380, ("--requirepass", "s3cret")), (6381, ("--maxmemory", "100kb")), (6382, ("--replicaof", SERVER, "6379"))):
        start("server", "redis-server", "--port", str(port), "--bind", "0.0.0.0", "--save", "", "--protected-mode", "no", "--dir", folder,
              "--enable-debug-command", "yes", *more)
    for port in (6379, 6380, 6381, 6382):
        until(port)
    time.sleep(2)


def cli(port, *words):
    run("redis-cli", "-h", SERVER, "-p", str(port), *words)


def redis_errors(capture):
    redis()
    with capture():
        cli(6379, "SET", "k", "v")
        cli(6379, "LPUSH", "k", "s3cret")
        cli(6380, "GET", "k")
        cli(6380, "AUTH", "wrong-s3cret")
        cli(6381, "SET", "k", "v")
        cli(6382, "SET", "k", "v")
        cli(6379, "EVAL", "return redis.error_reply('MOVED 1 127.0.0.1:7000')", "0")
    return {"redis.error": 6}


def redis_hangs(capture):
    redis()
    with capture():
        sleeper = threading.Thread(target=cli, args=(6379, "DEBUG", "SLEEP", "13"))
        sleeper.start()
        time.sleep(0.5)
        subprocess.run(["ip", "netns", "exec", ns("client"), "timeout", "11.5", "redis-cli", "-h", SERVER, "GET", "k"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sleeper.join()
    return {"l7.half.request_only": 2}


def healthy_redis(capture):
    redis()
    with capture():
        for words in (("SET", "k", "v"), ("GET", "k"), ("HSET", "h", "a", "1", "b", "2"), ("HGETALL", "h"), ("BLPOP", "q", "12"), ("PING",), ("-3", "HGETALL", "h")):
            cli(6379, *words)
        run("sh", "-c", f"timeout 3 redis-cli -h {SERVER} SUBSCRIBE news & sleep 1; redis-cli -h {SERVER} PUBLISH news x; "
            f"seq 1 500 | sed 's/.*/SET k& v/' | redis-cli -h {SERVER} --pipe; wait")
    return {}


# ----------------------------------------------------------------------------------------------------------------------- PostgreSQL
def postgres():
    home = f"{folder}/postgres"
    tools = max(f"/usr/lib/postgresql/{v}/bin" for v in os.listdir("/usr/lib/postgresql"))
    os.makedirs(home)
    shutil.chown(home, "postgres", "postgres")
    sh(f"setpriv --reuid=postgres --regid=postgres --clear-groups {tools}/initdb -D {home} -A trust -N")
    with open(f"{home}/pg_hba.conf", "w") as rules:
        rules.write("host all bob all scram-sha-256\nhost all all all trust\nlocal all all trust\n")
    start("server", f"{tools}/postgres", "-D", home, "-h", "*", "-k", folder, "-c", "max_connections=6", "-c", "superuser_reserved_connections=1",
          "-c", "fsync=off", user="postgres")
    os.chmod(folder, 0o777)
    until(5432)
    psql("create role bob login password 's3cret'; create role al login; create table t (n int primary key); insert into t values (1)")


def psql(statement, user="postgres", password="", more=()):
    run("psql", f"host={SERVER} user={user} dbname=postgres sslmode=disable gssencmode=disable", *more, "-c", statement, env={"PGPASSWORD": password})


def postgres_errors(capture):
    postgres()
    with capture():
        psql("select * from absent where password = 's3cret'")
        psql("insert into t values (1)")
        psql("select 1", "bob", "wrong-s3cret")
        sleepers = [threading.Thread(target=psql, args=("select pg_sleep(4)", "al")) for _ in range(5)]
        for sleeper in sleepers:
            sleeper.start()
        time.sleep(1.5)
        psql("select 1", "al")
        psql("select pg_terminate_backend(pid) from pg_stat_activity where query like '%sleep(4)%' and pid <> pg_backend_pid() limit 1")
        for sleeper in sleepers:
            sleeper.join()
    return {"postgres.error": 5}


def healthy_postgres(capture):
    postgres()
    with capture():
        psql("select generate_series(1, 2000)")
        psql("select 1", "bob", "s3cret")
        psql("begin; insert into t values (2); rollback; listen c; notify c; select pg_sleep(11)")
        run("sh", "-c", f"seq 10 500 | psql 'host={SERVER} user=postgres dbname=postgres sslmode=disable' -c 'copy t from stdin'")
        run("psql", f"host={SERVER} user=postgres dbname=postgres sslmode=prefer", "-c", "select 1")
    return {}


# -------------------------------------------------------------------------------------------------------------------------- MariaDB
def mariadb():
    home = f"{folder}/mysql"
    sh(f"mariadb-install-db --no-defaults --user=root --datadir={home} --auth-root-authentication-method=normal --skip-test-db")
    start("server", "mariadbd", "--no-defaults", "--user=root", f"--datadir={home}", f"--socket={folder}/mysql.sock", "--bind-address=0.0.0.0",
          "--max-connections=10", "--skip-name-resolve", f"--pid-file={folder}/mysql.pid", "--skip-ssl", "--innodb-flush-log-at-trx-commit=0")
    until(3306)
    for statement in ("create user bob@'%' identified by 's3cret'", "create database d", "grant all on d.* to bob@'%'", "create table d.t (n int primary key)",
                      "insert into d.t values (1)"):
        run("mariadb", "--no-defaults", f"--socket={folder}/mysql.sock", "-e", statement, place="server")


def mysql(statement, password="s3cret"):
    run("mariadb", "--no-defaults", "--skip-ssl", "-h", SERVER, "-u", "bob", f"-p{password}", "d", "-e", statement)


def mysql_errors(capture):
    mariadb()
    with capture():
        mysql("select 1", "wrong-s3cret")
        mysql("select * from absent where password = 's3cret'")
        mysql("insert into t values (1)")
        mysql("selekt 's3cret'")
        sleepers = [threading.Thread(target=mysql, args=("select sleep(4)",)) for _ in range(11)]
        for sleeper in sleepers:
            sleeper.start()
        time.sleep(2)
        mysql("select 1")
        for sleeper in sleepers:
            sleeper.join()
    return {"mysql.error": 6}


def healthy_mysql(capture):
    mariadb()
    with capture():
        mysql("select 1; select seq from seq_1_to_2000; insert into t values (2); select sleep(11)")
    return {}


# ------------------------------------------------------------------------------------------------------------------------- RabbitMQ
def rabbitmq():
    home = f"{folder}/rabbit"
    os.makedirs(home)
    env = {"HOME": home, "RABBITMQ_MNESIA_BASE": home, "RABBITMQ_LOG_BASE": home, "RABBITMQ_NODENAME": "rabbit@localhost", "RABBITMQ_CONFIG_FILE": f"{home}/r",
           "RABBITMQ_ENABLED_PLUGINS_FILE": f"{home}/plugins", "RABBITMQ_PID_FILE": f"{home}/pid", "RABBITMQ_SERVER_START_ARGS": "-start_epmd true"}
    with open(f"{home}/r.conf", "w") as conf:
        conf.write("loopback_users = none\nlisteners.tcp.default = 5672\nheartbeat = 4\n")
    start("server", "/usr/lib/rabbitmq/bin/rabbitmq-server", env=env)
    until(5672, seconds=180)
    for attempt in range(30):
        try:
            Amqp().close()
            return
        except OSError:
            time.sleep(2)
    raise OSError("the broker takes no connections")


class Amqp:
    def __init__(self, password="guest", heartbeat=0, header=b"AMQP\0\0\x09\x01"):
        self.socket = connect(5672)
        self.socket.settimeout(20)
        self.socket.sendall(header)
        if header[7] != 1:
            self.socket.recv(100)
            return
        self.answer()
        plain = f"\0guest\0{password}".encode()
        asks = b"\x1cauthentication_failure_closet\1"
        table = b"\x0ccapabilitiesF" + struct.pack(">I", len(asks)) + asks
        self.method(0, 10, 11, struct.pack(">I", len(table)) + table + b"\5PLAIN" + struct.pack(">I", len(plain)) + plain + b"\5en_US")
        if self.answer() != (10, 30):
            return
        self.method(0, 10, 31, struct.pack(">HIH", 100, 131072, heartbeat))
        self.method(0, 10, 40, b"\1/\0\0")
        self.answer()
        self.method(1, 20, 10, b"\0")
        self.answer()

    def method(self, channel, class_id, method, arguments):
        payload = struct.pack(">HH", class_id, method) + arguments
        self.socket.sendall(struct.pack(">BHI", 1, channel, len(payload)) + payload + b"\xce")

    def answer(self):
        while True:
            head = self.read(7)
            payload = self.read(struct.unpack(">I", head[3:])[0] + 1)
            if head[0] == 1:
                return struct.unpack(">HH", payload[:4])

    def read(self, size):
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise OSError("closed")
            data += more
        return data

    def declare(self, queue, bits):
        self.method(1, 50, 10, b"\0\0" + bytes([len(queue)]) + queue + bytes([bits]) + struct.pack(">I", 0))
        return self.answer()

    def publish(self, queue, body):
        self.method(1, 60, 40, b"\0\0\0" + bytes([len(queue)]) + queue + b"\0")
        for kind, payload in ((2, struct.pack(">HHQH", 60, 0, len(body), 0)), (3, body)):
            self.socket.sendall(struct.pack(">BHI", kind, 1, len(payload)) + payload + b"\xce")

    def close(self):
        self.method(0, 10, 50, struct.pack(">HBHH", 200, 0, 0, 0))
        while self.answer() != (10, 51):
            pass
        self.socket.close()


def amqp_errors(capture):
    rabbitmq()
    with capture():
        client = Amqp()
        client.declare(b"q", 0)
        client.declare(b"q", 2)
        client.socket.close()
        client = Amqp()
        client.method(1, 60, 20, b"\0\0" + b"\6absent" + b"\1t" + b"\0" + struct.pack(">I", 0))
        client.answer()
        client.socket.close()
        Amqp("wrong-s3cret").socket.close()
        Amqp(header=b"AMQP\0\0\x09\x02").socket.close()
        client = Amqp(heartbeat=3)
        time.sleep(12)
        client.socket.close()
    return {"amqp.close": 3, "amqp.heartbeat_missed": 1, "amqp.version_mismatch": 1}


def healthy_amqp(capture):
    rabbitmq()
    with capture():
        client = Amqp(heartbeat=60)
        client.declare(b"healthy", 0)
        for i in range(20):
            client.publish(b"healthy", b"x" * 300)
        client.method(1, 60, 20, b"\0\0\7healthy\1t\2" + struct.pack(">I", 0))
        client.answer()
        time.sleep(1)
        client.close()
    return {}


# ------------------------------------------------------------------------------------------------------------------------ WebSocket
SOCKETS = """
import asyncio, websockets
async def serve(socket, target):
    path = target.split("?")[0]
    if path == "/push":
        await socket.send("a" * 70000)
        await socket.send(part for part in ["in ", "three ", "parts"])
    async for message in socket:
        if path == "/fails":
            raise RuntimeError("s3cret")
        await socket.send(message)
async def main():
    async with websockets.serve(serve, "0.0.0.0", 8090, ping_interval=None, max_size=1000):
        await asyncio.Future()
asyncio.run(main())
"""
VISIT = """
import asyncio, sys, websockets
async def main():
    path, seconds, compression = sys.argv[2], float(sys.argv[3]), "deflate" if "deflate" in sys.argv else None
    async with websockets.connect("ws://%s:8090%s?token=s3cret" % (sys.argv[1], path), ping_interval=None, compression=compression, max_size=None) as socket:
        for message in sys.argv[4:]:
            if message == "large":
                await socket.send("x" * 2000)
            elif message == "wait":
                await asyncio.sleep(2)
            elif message == "ping":
                await socket.ping()
            elif message != "deflate":
                await socket.send("s3cret " + message)
        await asyncio.sleep(seconds)
asyncio.run(main())
"""


def sockets():
    server = start("server", "/usr/bin/python3", "-c", SOCKETS)
    until(8090)
    return server


def visit(path, seconds, *messages):
    run("/usr/bin/python3", "-c", VISIT, SERVER, path, str(seconds), *messages)


def websocket_errors(capture):
    """A handler that fails (1011); a message larger than the server takes (1009); a server that is stopped and receives a ping; one that is killed (1006)."""
    server = sockets()
    with capture():
        visit("/fails", 1, "hello")
        visit("/echo", 1, "large")
        visitor = threading.Thread(target=visit, args=("/echo", 11, "hello", "wait", "ping"))
        visitor.start()
        time.sleep(1.5)
        server.send_signal(signal.SIGSTOP)
        visitor.join()
        server.send_signal(signal.SIGCONT)
        visitor = threading.Thread(target=visit, args=("/echo", 4, "hello"))
        visitor.start()
        time.sleep(2)
        server.kill()
        visitor.join()
    return {"websocket.close": 3, "websocket.ping_unanswered": 1}


def healthy_websocket(capture):
    sockets()
    with capture():
        visit("/push", 1, "deflate", "hello", "ping", "again")
        visit("/push", 1, "hello", "ping")
        visit("/echo", 12, "ping")
    return {}


SCENARIOS = {"http2": http2, "healthy-http2": healthy_http2, "proxy": proxy, "redis-errors": redis_errors, "redis-hangs": redis_hangs,
             "healthy-redis": healthy_redis, "postgres-errors": postgres_errors, "healthy-postgres": healthy_postgres, "mysql-errors": mysql_errors,
             "healthy-mysql": healthy_mysql, "amqp-errors": amqp_errors, "healthy-amqp": healthy_amqp,
             "websocket-errors": websocket_errors, "healthy-websocket": healthy_websocket}


def main(scenarios):
    out, names = sys.argv[1], sys.argv[2:] or list(scenarios)
    os.makedirs(out, exist_ok=True)
    try:
        for name in names:
            build()
            file = f"{out}/{name}.pcap"
            try:
                expected = scenarios[name](lambda link="client": Capture(file, link))
            finally:
                stop()
                for place in ("client", "server", "upstream"):
                    sh(f"ip netns del {ns(place)}", check=False)
                for left in os.listdir(folder):
                    path = f"{folder}/{left}"
                    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
            with open(f"{out}/{name}.json", "w") as truth:
                json.dump({"scenario": name, "about": (scenarios[name].__doc__ or "").strip(), "findings": expected}, truth, indent=1)
            print(name, os.path.getsize(file), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(SCENARIOS)
