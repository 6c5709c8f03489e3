import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/// A server of MongoDB's wire protocol, and MongoDB's own Java driver.
///
///     MongoLab server PORT
///     MongoLab client mongodb://HOST:PORT/ ACT...
class MongoLab {
    public static void main(String... words) throws Exception {
        if (words[0].equals("server")) {
            InetSocketAddress inner = new MongoServer(new Backend()).bind();
            try (ServerSocket front = new ServerSocket(Integer.parseInt(words[1]))) {
                while (true) {
                    Socket client = front.accept();
                    Thread.ofPlatform().start(() -> pass(client, inner));
                }
            }
        }
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(words[1]))
                .retryReads(false)
                .retryWrites(false)
                .applyToSocketSettings(socket -> socket.readTimeout(11, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            for (int i = 2; i < words.length; i++) {
                System.out.println("begin " + words[i]);
                String outcome = "OK";
                try {
                    act(client, words[i]);
                } catch (MongoException e) {
                    outcome = e.toString();
                }
                System.out.println(words[i] + ": " + outcome);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ client

    private static void act(MongoClient client, String what) throws InterruptedException {
        MongoDatabase database = client.getDatabase("lab");
        MongoCollection<Document> items = database.getCollection("items");
        switch (what) {
            case "insert" -> items.insertOne(new Document("_id", 1).append("word", "s3cret"));
            case "insert-many" -> {
                for (int i = 100; i < 150; i++) {
                    items.insertOne(new Document("_id", i).append("word", "plain"));
                }
            }
            case "find" -> items.find(new Document("word", "plain")).batchSize(7).into(new ArrayList<>());
            case "update" -> items.updateOne(new Document("_id", 100), new Document("$set", new Document("n", 2)));
            case "unknown-command" -> database.runCommand(new Document("noSuchCommand", "s3cret"));
            case "bad-operator" -> items.find(new Document("n", new Document("$noSuch", "s3cret"))).first();
            case "not-primary" -> database.runCommand(new Document("stepDownLab", 1));
            case "sleep" -> database.runCommand(new Document("sleepLab", 12));
            case "idle" -> Thread.sleep(23_000);
            default -> throw new IllegalArgumentException(what);
        }
    }

    // ------------------------------------------------------------------------------------------------- front

    private static final int FLAGS = 16;
    private static final int MORE_TO_COME = 2;
    private static final int EXHAUST_ALLOWED = 1 << 16;

    /// Passes messages on to the server and answers back. What allows many answers (`exhaustAllowed`), which that server
    /// does not know, is asked again and again for the client, as a member of a replica set answers.
    private static void pass(Socket client, InetSocketAddress inner) {
        try (client;
                Socket server = new Socket(inner.getAddress(), inner.getPort())) {
            while (true) {
                ByteBuffer asked = read(client);
                boolean many = asked.getInt(12) == 2013 && (asked.getInt(FLAGS) & EXHAUST_ALLOWED) != 0;
                if (many) {
                    asked.putInt(FLAGS, asked.getInt(FLAGS) & ~EXHAUST_ALLOWED);
                }
                int before = asked.getInt(4);
                do {
                    server.getOutputStream().write(asked.array());
                    ByteBuffer answer = read(server);
                    if (many) {
                        answer.putInt(FLAGS, answer.getInt(FLAGS) | MORE_TO_COME).putInt(8, before);
                        before = answer.getInt(4);
                    }
                    client.getOutputStream().write(answer.array());
                } while (many);
            }
        } catch (IOException ended) {
            // One of them has closed.
        }
    }

    private static ByteBuffer read(Socket socket) throws IOException {
        byte[] length = socket.getInputStream().readNBytes(4);
        if (length.length < 4) {
            throw new EOFException();
        }
        int rest = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt() - 4;
        byte[] body = socket.getInputStream().readNBytes(rest);
        if (body.length < rest) {
            throw new EOFException();
        }
        byte[] whole = ByteBuffer.allocate(4 + rest).put(length).put(body).array();
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    }

    // ------------------------------------------------------------------------------------------------ server

    /// In memory; says how a replica set's member answers `hello` that waits for news (its topology has a version, so
    /// that drivers wait), and has two commands of its own: one that takes its time, one that fails as a server does
    /// that is no longer the primary.
    private static class Backend extends MemoryBackend {
        private static final de.bwaldvogel.mongo.bson.Document TOPOLOGY = new de.bwaldvogel.mongo.bson.Document(
                        "processId", new ObjectId())
                .append("counter", 1L);

        @Override
        public de.bwaldvogel.mongo.bson.Document handleMessage(MongoMessage message) {
            de.bwaldvogel.mongo.bson.Document asked = message.getDocument();
            switch (asked.keySet().iterator().next()) {
                case "sleepLab" -> {
                    pause(((Number) asked.get("sleepLab")).longValue() * 1000);
                    return new de.bwaldvogel.mongo.bson.Document("ok", 1);
                }
                case "stepDownLab" -> throw new MongoServerError(10107, "NotWritablePrimary", "not primary");
                case "hello", "isMaster", "ismaster" -> {
                    if (asked.get("maxAwaitTimeMS") instanceof Number most) {
                        pause(most.longValue());
                    }
                    return super.handleMessage(message).append("topologyVersion", TOPOLOGY);
                }
                default -> {
                    return super.handleMessage(message);
                }
            }
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
