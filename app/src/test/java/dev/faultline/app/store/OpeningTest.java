package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("deep/er/findings.db");
    }

    @Test
    void storeKeepsWhatItHasWhenOpenedAgain() {
        long session;
        try (FindingStore store = StoreFixture.open(file)) {
            session = StoreFixture.store(store, "a.pcap", List.of(Findings.refused(1)));
        }
        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside()).isEmpty();
            assertThat(store.finding(session, Findings.refused(1).id())).hasValue(Findings.refused(1));
        }
    }

    @Test
    void fileThatIsNoDatabaseIsSetAside() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "this is not a database, but long enough to be mistaken for one".repeat(100));

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside())
                    .hasValueSatisfying(aside -> assertThat(aside).content().startsWith("this is not a database"));
            StoreFixture.store(store, "a.pcap", List.of(Findings.refused(1)));
            assertThat(store.sessions().recent("", 10)).hasSize(1);
        }
    }

    @Test
    void databaseWithADamagedRootIsSetAside() throws IOException {
        fill();
        overwrite(100, 8000);

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside()).isPresent();
        }
    }

    @Test
    void damageMetByAQueryIsSetAsideAtTheNextStart() throws IOException {
        fill();
        overwrite(40 * 4096L, 4096 * 40);

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside()).isEmpty();
            assertThatThrownBy(() -> StoreFixture.all(store, FindingQuery.all(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString());
        }
        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside()).isPresent();
            assertThat(store.sessions().recent("", 10)).isEmpty();
        }
    }

    private void fill() {
        try (FindingStore store = StoreFixture.open(file)) {
            StoreFixture.store(store, "a.pcap", new RandomFindings(3, 10).list(1000));
        }
    }

    private void overwrite(long from, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.size()).isGreaterThan(from + bytes);
            byte[] noise = new byte[bytes];
            java.util.Arrays.fill(noise, (byte) 0xa5);
            channel.write(ByteBuffer.wrap(noise), from);
        }
    }

    @Test
    void databaseOfALaterVersionIsLeftAlone() throws SQLException, IOException {
        fill();
        try (Connection connection = new Database(file).openWriter()) {
            Sql.update(connection, "PRAGMA user_version = " + (Migrations.LATEST + 1));
        }
        byte[] before = Files.readAllBytes(file);

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.file()).isNotEqualTo(file);
            assertThat(store.sessions().recent("", 10)).isEmpty();
            StoreFixture.store(store, "b.pcap", List.of(Findings.refused(1)));
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.sessions().recent("", 10)).hasSize(1);
        }
    }

    @Test
    void folderThatCannotBeMadeIsToldWithTheFile() throws IOException {
        Files.createFile(folder.resolve("deep"));

        assertThatThrownBy(() -> StoreFixture.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    /// One value for each schema that a released program may have left.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void databaseOfAnEarlierSchemaIsBroughtToThePresentOne(int version) throws SQLException, IOException {
        assertThat(version).isLessThanOrEqualTo(Migrations.LATEST);
        Files.createDirectories(file.getParent());
        try (Connection connection = new Database(file).openWriter()) {
            Migrations.migrate(connection, version);
            if (version >= 1) {
                Sql.update(
                        connection,
                        "INSERT INTO session (kind, name, path, size, modified, identity, engine, state, owner, report,"
                                + " opened) VALUES ('file', 'a.pcap', '/a.pcap', 1, 2, 'i', 'e', 'complete', 1, '{}', 3)");
                Sql.update(connection, "INSERT INTO capture VALUES (1, 0, '/a.pcap')");
            }
        }

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.setAside()).isEmpty();
            assertThat(store.sessions().recent("", 10)).hasSize(Math.min(version, 1));
            StoreFixture.store(store, "b.pcap", List.of(Findings.refused(1)));
        }
        try (Connection connection = new Database(file).openWriter()) {
            assertThat(Migrations.version(connection)).isEqualTo(Migrations.LATEST);
        }
    }

    @Test
    void failedMigrationLeavesTheSchemaAsItWas() throws SQLException, IOException {
        Files.createDirectories(file.getParent());
        try (Connection connection = new Database(file).openWriter()) {
            Sql.update(connection, "CREATE TABLE finding (seq INTEGER)");

            assertThatThrownBy(() -> Migrations.migrate(connection, 1)).isInstanceOf(SQLException.class);

            assertThat(Migrations.version(connection)).isZero();
            assertThat(Sql.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'session'"))
                    .isZero();
        }
    }
}
