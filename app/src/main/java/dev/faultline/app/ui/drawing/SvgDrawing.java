package dev.faultline.app.ui.drawing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Draws into an SVG file, in which texts stay texts: to be searched, copied and edited.
public final class SvgDrawing implements Drawing, AutoCloseable {
    private final Appendable out;
    private final Map<Ink, String> colours;
    private final TextWidths widths = new TextWidths();
    private int clips;

    /// Begins the picture.
    ///
    /// @param out gets the file, in UTF-8
    /// @param colours an SVG colour for each ink
    /// @param title what it shows
    /// @throws UncheckedIOException when it cannot be written, as do all methods
    public SvgDrawing(Appendable out, Map<Ink, String> colours, double width, double height, String title) {
        this.out = out;
        this.colours = new EnumMap<>(colours);
        write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                + figure(width) + "\" height=\"" + figure(height) + "\" viewBox=\"0 0 " + figure(width) + ' '
                + figure(height) + "\">\n<title>" + escape(title) + "</title>\n");
        fillRect(0, 0, width, height, 0, Ink.BG);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash) {
        write("<line x1=\"" + figure(x1) + "\" y1=\"" + figure(y1) + "\" x2=\"" + figure(x2) + "\" y2=\"" + figure(y2)
                + '"' + stroke(ink, width) + dashes(dash) + "/>\n");
    }

    @Override
    public void polygon(Ink ink, double... points) {
        write("<polygon points=\"" + points(points) + '"' + fill(ink) + "/>\n");
    }

    @Override
    public void polyline(Ink ink, double width, double... points) {
        write("<polyline points=\"" + points(points) + "\" fill=\"none\"" + stroke(ink, width) + "/>\n");
    }

    @Override
    public void fillRect(double x, double y, double width, double height, double radius, Ink ink) {
        write(rect(x, y, width, height, radius) + fill(ink) + "/>\n");
    }

    @Override
    public void strokeRect(double x, double y, double width, double height, double radius, Ink ink, double stroke) {
        write(rect(x, y, width, height, radius) + " fill=\"none\"" + stroke(ink, stroke) + "/>\n");
    }

    @Override
    public void fillCircle(double x, double y, double radius, Ink ink) {
        write(circle(x, y, radius) + fill(ink) + "/>\n");
    }

    @Override
    public void strokeCircle(double x, double y, double radius, Ink ink, double stroke) {
        write(circle(x, y, radius) + " fill=\"none\"" + stroke(ink, stroke) + "/>\n");
    }

    @Override
    public void text(String text, double x, double y, Face face, Ink ink, Anchor anchor) {
        String fallback = face.family().endsWith("Mono") ? "monospace" : "sans-serif";
        write("<text x=\"" + figure(x) + "\" y=\"" + figure(y) + "\" font-family=\"" + face.family() + ", " + fallback
                + "\" font-size=\"" + figure(face.size()) + '"' + (face.isBold() ? " font-weight=\"600\"" : "")
                + (anchor == Anchor.START
                        ? ""
                        : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + '"')
                + fill(ink) + " xml:space=\"preserve\">" + escape(text) + "</text>\n");
    }

    @Override
    public double width(String text, Face face) {
        return widths.width(text, face);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        String id = "c" + ++clips;
        write("<clipPath id=\"" + id + "\">" + rect(x, y, width, height, 0) + "/></clipPath>\n<g clip-path=\"url(#" + id
                + ")\">\n");
    }

    @Override
    public void unclip() {
        write("</g>\n");
    }

    /// Ends the picture.
    @Override
    public void close() {
        write("</svg>\n");
    }

    private static String rect(double x, double y, double width, double height, double radius) {
        return "<rect x=\"" + figure(x) + "\" y=\"" + figure(y) + "\" width=\"" + figure(width) + "\" height=\""
                + figure(height) + '"' + (radius == 0 ? "" : " rx=\"" + figure(radius) + '"');
    }

    private static String circle(double x, double y, double radius) {
        return "<circle cx=\"" + figure(x) + "\" cy=\"" + figure(y) + "\" r=\"" + figure(radius) + '"';
    }

    private String fill(Ink ink) {
        return " fill=\"" + colours.get(ink) + '"';
    }

    private String stroke(Ink ink, double width) {
        return " stroke=\"" + colours.get(ink) + "\" stroke-width=\"" + figure(width) + '"';
    }

    private static String dashes(Dash dash) {
        double[] lengths = dash.lengths();
        return lengths.length == 0 ? "" : " stroke-dasharray=\"" + figure(lengths[0]) + ' ' + figure(lengths[1]) + '"';
    }

    private static String points(double[] points) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            text.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(figure(points[i]));
        }
        return text.toString();
    }

    /// With at most two decimals.
    private static String figure(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /// Names come from captures: what XML cannot hold becomes a question mark.
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c < ' ' || Character.isSurrogate(c) || c > '\ufffd' ? '?' : c);
            }
        }
        return escaped.toString();
    }

    private void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
