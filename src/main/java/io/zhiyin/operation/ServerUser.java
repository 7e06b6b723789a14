package io.zhiyin.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Under which user the database server runs; it refuses root. As root the server either lives in a
 * user namespace (files stay root's) or is started as another user id.
 *
 * @param prefix words to put before the server's command
 * @param owner user id that shall own the folder, or -1 for the program's own
 */
record ServerUser(List<String> prefix, int owner) {
    /** "nobody" on every Linux: owns the files where root may not use a user namespace. */
    private static final int SERVICE_USER = 65534;

    private static final List<String> NAMESPACE = List.of("unshare", "-U", "--");

    static ServerUser choose(DatabaseFolder folder, Path binaries) throws IOException {
        int me = Shell.self();
        boolean exists = Files.exists(folder.cluster());
        Path owned = exists ? folder.cluster() : folder.home();
        int owner = Shell.owner(owned);
        if (me != 0) {
            if (owner != me) {
                throw new Refusal("folder.owner", owned, owner, System.getProperty("user.name"));
            }
            // the server wants its user to have a name; a container's arbitrary user has none
            boolean named = Shell.works("id", "-un");
            return new ServerUser(named || !namespaceWorks() ? List.of() : NAMESPACE, -1);
        }
        if (exists && owner != 0) {
            return switched(folder, binaries, owner);
        }
        if (namespaceWorks()) {
            return new ServerUser(NAMESPACE, -1);
        }
        return switched(folder, binaries, SERVICE_USER);
    }

    /** Made by root on a machine that let it use a namespace, or brought back from a backup. */
    private static void handOver(Path home, int owner) throws IOException {
        try (var walk = Files.walk(home)) {
            for (Path each : walk.toList()) {
                if (Shell.owner(each) != owner) {
                    Files.setAttribute(each, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static boolean namespaceWorks() {
        if ("off".equals(System.getenv("ZHIYIN_USER_NAMESPACE"))) {
            return false;
        }
        String uid = Shell.output("unshare", "-U", "id", "-u");
        return uid.matches("[1-9][0-9]*");
    }

    private static ServerUser switched(DatabaseFolder folder, Path binaries, int owner)
            throws IOException {
        if (!Shell.works("setpriv", "--version")) {
            throw new Refusal("root.tools");
        }
        // the folder may have been made by us a moment ago, and private
        var mode = Files.getPosixFilePermissions(folder.top());
        if (mode.equals(PosixFilePermissions.fromString("rwx------"))) {
            mode.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(folder.top(), mode);
        }
        for (Path start : List.of(folder.top(), binaries)) {
            for (Path each = start; each != null; each = each.getParent()) {
                if (!Files.getPosixFilePermissions(each)
                        .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new Refusal("root.parent", owner, each);
                }
            }
        }
        handOver(folder.home(), owner);
        return new ServerUser(
                List.of(
                        "setpriv",
                        "--reuid=" + owner,
                        "--regid=" + owner,
                        "--clear-groups",
                        "--bounding-set=-all",
                        "--inh-caps=-all",
                        "--no-new-privs",
                        "--"),
                owner);
    }
}
