package io.zhiyin.operation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Under which addresses the program can be reached. */
final class Address {
    private Address() {}

    static String sentence(Options options) {
        String scheme = options.https() ? "https" : "http";
        List<String> all = new ArrayList<>();
        all.add(scheme + "://127.0.0.1:" + options.port());
        for (String each : local()) {
            all.add(scheme + "://" + each + ":" + options.port());
        }
        return Texts.of("operation.started", String.join("  ", all));
    }

    /** Addresses of this machine in its networks, IPv4, without loopback and container bridges. */
    static List<String> local() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Address::usable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> each instanceof Inet4Address && !each.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .limit(4)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean usable(NetworkInterface each) {
        try {
            String name = each.getName();
            return each.isUp()
                    && !each.isLoopback()
                    && !each.isVirtual()
                    && !name.startsWith("docker")
                    && !name.startsWith("br-")
                    && !name.startsWith("veth");
        } catch (SocketException e) {
            return false;
        }
    }
}
