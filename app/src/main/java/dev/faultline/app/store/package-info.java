/// What analyses have found, on disk: sessions and their findings in one SQLite file, and the questions that
/// tables ask of them. Written by `session`, read by the view-models. No packet bytes are ever stored.
///
/// Every method that touches the file blocks and belongs on a background thread.
@NullMarked
package dev.faultline.app.store;

import org.jspecify.annotations.NullMarked;
