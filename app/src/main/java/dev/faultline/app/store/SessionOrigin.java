package dev.faultline.app.store;

import java.nio.file.Path;

/// The capture that a session is about, precisely enough to notice that it has changed.
///
/// @param kind where the packets come from
/// @param path the file, absolute and normalised
/// @param size bytes of the file
/// @param modified last modification, nanoseconds since the epoch as far as the file system tells them
/// @param identity of the content, as in the ids of findings; see [dev.faultline.app.session.CaptureIdentity]
/// @param engine names the engine that found what is stored: another one may find more, so its findings are
/// redone
public record SessionOrigin(SessionKind kind, Path path, long size, long modified, String identity, String engine) {}
