/// Small controls that several views share: marks for severity, class, blame and confidence, key caps, the hex
/// view. They know words and colours of the look, and nothing of the engine.
@NullMarked
package dev.faultline.app.ui.control;

import org.jspecify.annotations.NullMarked;
