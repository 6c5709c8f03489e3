package dev.faultline.app.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A certificate or key of a kubeconfig: in the file itself, or in one that it names.
///
/// @param data Base64, which wins over a file; empty for none
/// @param file null for none
/// @param place where the kubeconfig says so
record Material(String data, @Nullable Path file, Place place) {

    boolean isPresent() {
        return !data.isEmpty() || file != null;
    }

    /// Its bytes.
    ///
    /// @throws UnreachableException when they cannot be had
    byte[] bytes() throws UnreachableException {
        if (!data.isEmpty()) {
            try {
                return Base64.getMimeDecoder().decode(data);
            } catch (IllegalArgumentException e) {
                throw place.unusable("Base64");
            }
        }
        if (file == null) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw place.unusable(e.toString());
        }
    }

    /// Says where it is, never what it is.
    @Override
    public String toString() {
        return place.toString();
    }
}
