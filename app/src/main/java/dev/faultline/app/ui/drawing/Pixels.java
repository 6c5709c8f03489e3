package dev.faultline.app.ui.drawing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/// A picture as pixels, to be written as PNG.
public final class Pixels {
    private final int width;
    private final int height;
    private final int[] pixels;

    /// A picture with nothing on it.
    public Pixels(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
    }

    /// Draws the scene; on the FX thread.
    public static Pixels of(Scene scene) {
        Image image = scene.snapshot(null);
        Pixels taken = new Pixels((int) image.getWidth(), (int) image.getHeight());
        taken.put(image, 0);
        return taken;
    }

    /// Puts an image of the same width on it, as far as there is room.
    ///
    /// @param top where it begins
    public void put(Image image, int top) {
        int rows = Math.min((int) image.getHeight(), height - top);
        image.getPixelReader()
                .getPixels(0, 0, width, rows, PixelFormat.getIntArgbInstance(), pixels, top * width, width);
    }

    /// Writes it as PNG; anywhere but on the FX thread.
    public void write(Path file) throws IOException {
        ImageIO.write(image(), "png", file.toFile());
    }

    /// Writes it as PNG; anywhere but on the FX thread.
    public void write(OutputStream out) throws IOException {
        ImageIO.write(image(), "png", out);
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }
}
