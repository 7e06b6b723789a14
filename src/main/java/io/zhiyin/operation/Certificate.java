package io.zhiyin.operation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The certificate of https: the company's own, or one made here and kept in DATA/tls. The latter
 * must be accepted once on each device; it names this machine's addresses, and is made anew when
 * they change or it nears its end.
 */
final class Certificate {
    /** Longer ones are refused by some phones. */
    private static final Duration VALID = Duration.ofDays(820);

    private static final Duration RENEW = Duration.ofDays(30);

    private Certificate() {}

    /** Spring's settings for https; empty where it was not asked for. */
    static Map<String, Object> properties(Options options, Clock clock) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!options.https()) {
            return properties;
        }
        Path chain = options.certificate().orElse(options.data().resolve("tls/certificate.pem"));
        Path key = options.key().orElse(options.data().resolve("tls/key.pem"));
        try {
            if (options.certificate().isEmpty()) {
                ensure(chain, key, names(), clock.instant());
            }
            belong(read(chain), chain, key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            boolean said = !(e instanceof FileSystemException) && e.getMessage() != null;
            throw new Refusal("tls.unreadable", chain, said ? e.getMessage() : "");
        }
        String bundle = "spring.ssl.bundle.pem.zhiyin.";
        properties.put(bundle + "keystore.certificate", chain.toUri().toString());
        properties.put(bundle + "keystore.private-key", key.toUri().toString());
        properties.put(bundle + "reload-on-update", options.certificate().isPresent());
        properties.put("server.ssl.bundle", "zhiyin");
        properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        return properties;
    }

    /** The server itself would only fail, at the first visitor or in words of its own. */
    private static void belong(X509Certificate certificate, Path chain, Path key)
            throws GeneralSecurityException {
        PrivateKey own;
        try {
            own = PemContent.load(key).getPrivateKey();
        } catch (IOException | RuntimeException e) {
            throw new Refusal("tls.unreadable", key, "");
        }
        if (own == null) {
            throw new Refusal("tls.unreadable", key, "");
        }
        String kind = own.getAlgorithm();
        Signature signature =
                Signature.getInstance(
                        switch (kind) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> kind;
                        });
        if (!certificate.getPublicKey().getAlgorithm().equals(kind)) {
            throw new Refusal("tls.pair", chain, key);
        }
        byte[] word = {1, 2, 3};
        signature.initSign(own);
        signature.update(word);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(word);
        if (!signature.verify(signed)) {
            throw new Refusal("tls.pair", chain, key);
        }
    }

    static X509Certificate read(Path chain) throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(chain);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes));
    }

    /** Names and addresses under which this machine is called. */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1"));
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")) {
                names.add(host);
            }
        } catch (IOException e) {
            // a machine without a name
        }
        names.addAll(Address.local());
        return names;
    }

    static void ensure(Path chain, Path key, Set<String> names, Instant at)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        if (Files.exists(chain) && Files.exists(key) && serves(read(chain), names, at)) {
            return;
        }
        Trees.create(chain.getParent(), "rwx------");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        write(key, pair.getPrivate());
        write(chain, make(pair, names, at));
    }

    private static boolean serves(X509Certificate made, Set<String> names, Instant at)
            throws GeneralSecurityException {
        Collection<List<?>> alternatives = made.getSubjectAlternativeNames();
        Set<String> known =
                (alternatives == null ? List.<List<?>>of() : alternatives)
                        .stream().map(each -> each.get(1).toString()).collect(Collectors.toSet());
        return known.containsAll(names) && made.getNotAfter().toInstant().isAfter(at.plus(RENEW));
    }

    private static X509Certificate make(KeyPair pair, Set<String> names, Instant at)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, "Zhiyin").build();
        List<GeneralName> alternatives = new ArrayList<>();
        for (String each : names) {
            boolean address = each.matches("[0-9.]+");
            alternatives.add(
                    new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, each));
        }
        var builder =
                new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                        Date.from(at.minus(Duration.ofDays(1))),
                        Date.from(at.plus(VALID)),
                        subject,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(alternatives.toArray(GeneralName[]::new)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                .getCertificate(builder.build(signer));
    }

    private static void write(Path file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    content instanceof PrivateKey key
                            ? new org.bouncycastle.util.io.pem.PemObject(
                                    "PRIVATE KEY", key.getEncoded())
                            : content);
        }
        Path side = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(side);
        Files.createFile(
                side,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(side, text.toString());
        Files.move(side, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
