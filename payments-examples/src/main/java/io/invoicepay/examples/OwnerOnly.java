package io.invoicepay.examples;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** How a file is made that only its owner may read, where the file system knows such a thing. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** For whoever makes the file. */
    public static FileAttribute<?>[] at(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
