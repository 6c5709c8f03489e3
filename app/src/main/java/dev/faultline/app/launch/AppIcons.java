package dev.faultline.app.launch;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;

/// The program's icon.
final class AppIcons {
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256};

    private AppIcons() {}

    /// In all sizes that window systems ask for.
    static List<Image> all() {
        return IntStream.of(SIZES).mapToObj(AppIcons::of).toList();
    }

    /// For the top bar, sharp also on a screen of double density.
    static Image small() {
        return of(64);
    }

    /// For the start page.
    static Image large() {
        return of(128);
    }

    private static Image of(int size) {
        String path = "/dev/faultline/app/icons/faultline-" + size + ".png";
        return new Image(
                Objects.requireNonNull(AppIcons.class.getResource(path), path).toExternalForm());
    }
}
