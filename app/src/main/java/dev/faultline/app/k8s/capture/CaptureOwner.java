package dev.faultline.app.k8s.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Who runs a capture: all that it makes in a cluster is labelled with them, so that they find it again, from the
/// window and from the terminal alike.
///
/// @param user name of the user
/// @param host name of the machine; empty where it is not known
public record CaptureOwner(String user, String host) {
    /// Asks no name server, other than what Java has.
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private static final int LABEL_LENGTH = 63;

    /// The user who runs the program.
    public static CaptureOwner ofThisUser() {
        return new CaptureOwner(System.getProperty("user.name", ""), hostName());
    }

    /// Not taken from the environment: desktops and shells give their programs different ones.
    private static String hostName() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "";
            }
        }
    }

    /// User and machine as a label's value takes them.
    public String label() {
        String text = (user + "." + host).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]", "-");
        String cut = text.substring(0, Math.min(LABEL_LENGTH, text.length()));
        return cut.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    }
}
