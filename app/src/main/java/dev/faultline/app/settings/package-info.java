/// What the user has chosen and what the window remembers, and the folders where the program keeps its files.
@NullMarked
package dev.faultline.app.settings;

import org.jspecify.annotations.NullMarked;
