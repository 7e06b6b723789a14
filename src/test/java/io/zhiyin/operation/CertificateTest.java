package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    @TempDir private Path folder;

    @Test
    void isMadeOnceNamesEveryAddressAndIsRenewedInTime() throws Exception {
        Path chain = folder.resolve("tls/certificate.pem");
        Path key = folder.resolve("tls/key.pem");
        Set<String> names = Set.of("localhost", "127.0.0.1", "192.168.1.20", "crm.example");
        Certificate.ensure(chain, key, names, TestClock.BEGIN);
        X509Certificate made = Certificate.read(chain);
        made.verify(made.getPublicKey());
        assertThat(made.getSubjectAlternativeNames().stream().map(each -> each.get(1).toString()))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        Certificate.ensure(chain, key, names, TestClock.BEGIN.plus(Duration.ofDays(700)));
        assertThat(Certificate.read(chain)).isEqualTo(made);
        Certificate.ensure(chain, key, names, TestClock.BEGIN.plus(Duration.ofDays(800)));
        assertThat(Certificate.read(chain)).isNotEqualTo(made);
    }

    @Test
    void aNewAddressMakesANewOne() throws Exception {
        Path chain = folder.resolve("tls/certificate.pem");
        Path key = folder.resolve("tls/key.pem");
        Certificate.ensure(chain, key, Set.of("localhost"), TestClock.BEGIN);
        Certificate.ensure(chain, key, Set.of("localhost", "10.0.0.7"), TestClock.BEGIN);
        assertThat(Certificate.read(chain).getSubjectAlternativeNames()).hasSize(2);
    }

    private Map<String, Object> own(String chain, String key) {
        return Certificate.properties(
                Options.parse(List.of("--certificate", chain, "--key", key), Map.of()),
                Clock.systemUTC());
    }

    private String made(String name) throws Exception {
        Path chain = folder.resolve(name + "/certificate.pem");
        Certificate.ensure(
                chain, folder.resolve(name + "/key.pem"), Set.of("crm.example"), Instant.now());
        return chain.toString();
    }

    @Test
    void anOwnCertificateIsUsedWithItsKeyAndRefusedInOneSentenceWithAnother() throws Exception {
        String mine = made("mine");
        String key = mine.replace("certificate", "key");
        assertThat(own(mine, key)).containsKey("server.ssl.bundle");
        String others = made("others").replace("certificate", "key");
        refused("tls.pair", mine, others);
        refused("tls.unreadable", mine, mine);
        refused("tls.unreadable", key, key);
        refused("tls.unreadable", mine, folder.resolve("none.pem").toString());
    }

    private void refused(String reason, String chain, String key) {
        assertThatThrownBy(() -> own(chain, key))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(reason));
    }
}
