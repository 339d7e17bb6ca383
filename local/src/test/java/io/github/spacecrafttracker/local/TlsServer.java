package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.broker.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server that only completes TLS handshakes. It simulates a broker whose certificate has expired
 * after its start, because a broker with an expired certificate would not start.
 */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket socket;
    private final ServerCertificate certificate;

    private TlsServer(SSLServerSocket socket, ServerCertificate certificate) {
        this.socket = socket;
        this.certificate = certificate;
        var thread = new Thread(this::accept, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    static TlsServer with(ServerCertificate certificate) throws IOException, GeneralSecurityException {
        var password = ServerCertificate.PASSWORD.toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(certificate.keystore())) {
            store.load(file, password);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var socket = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        return new TlsServer(socket, certificate);
    }

    /**
     * Returns the settings of a process that uses this server as its broker and trusts its
     * authority.
     */
    Map<String, String> environment() {
        return SecuredKafka.environment("poller", "any", "127.0.0.1:" + socket.getLocalPort(), certificate);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                ((SSLSocket) client).startHandshake();
            } catch (IOException e) {
                // The client rejects the certificate, or the server is being closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
