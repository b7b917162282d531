package dev.rekey.architecture.wrong.domain;

import java.net.Socket;

/// Wrong: of java.net the domain may have values, and no socket.
record OpensASocket(Socket socket) {}
