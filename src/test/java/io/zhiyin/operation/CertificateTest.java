package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
}
