package dev.faultline.engine.common;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Limits like the default ones but for one.
public final class TestLimits {
    private TestLimits() {}

    /// The limits `base` with another value of the component `name`.
    public static Limits with(Limits base, String name, int value) {
        RecordComponent[] components = Limits.class.getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                boolean other = components[i].getName().equals(name);
                values[i] = other ? value : components[i].getAccessor().invoke(base);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
