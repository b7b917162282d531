package dev.rekey.local.chaos;

import dev.rekey.local.stack.TargetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// Sets the clock of another JVM forward while it runs, as a wrong time server would: only that of
/// this one process, which needs no root and no library that has to be installed.
///
/// It is attached from outside (JVM Tool Interface), so that the artifact knows nothing of it.
/// Every `Instant` of "now" comes from one method of the JDK; that one is made to add the
/// difference. `System.currentTimeMillis` stays right: the JDK compiles it away.
public final class ClockAgent {
  private static final String METHOD = "currentInstant";
  private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

  private ClockAgent() {}

  /// What the JVM calls once the agent is attached; `seconds` are how far the clock goes forward.
  public static void agentmain(String seconds, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    ClassFileTransformer forward = new Forward(Long.parseLong(seconds));
    instrumentation.addTransformer(forward, true);
    try {
      instrumentation.retransformClasses(Clock.class);
    } finally {
      instrumentation.removeTransformer(forward);
    }
  }

  /// Sets the clock of the process forward by `difference` from the true time; zero puts it right.
  static void set(long pid, Duration difference) {
    try {
      com.sun.tools.attach.VirtualMachine machine =
          com.sun.tools.attach.VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(jar().toString(), Long.toString(difference.toSeconds()));
      } finally {
        machine.detach();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (com.sun.tools.attach.AttachNotSupportedException
        | com.sun.tools.attach.AgentLoadException
        | com.sun.tools.attach.AgentInitializationException e) {
      throw new IllegalStateException("The clock of process " + pid + " cannot be set", e);
    }
  }

  private static Path jar() throws IOException {
    Path jar = TargetFiles.created(TargetFiles.DIRECTORY).resolve("clock-agent.jar");
    if (!Files.exists(jar)) {
      Manifest manifest = new Manifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      attributes.putValue("Agent-Class", ClockAgent.class.getName());
      attributes.putValue("Can-Retransform-Classes", "true");
      Path part = Files.createTempFile(TargetFiles.DIRECTORY, "clock-agent", ".part");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest)) {
        for (Class<?> type : new Class<?>[] {ClockAgent.class, Forward.class}) {
          String name = type.getName().replace('.', '/') + ".class";
          out.putNextEntry(new JarEntry(name));
          try (InputStream bytes =
              Objects.requireNonNull(ClockAgent.class.getResourceAsStream("/" + name))) {
            bytes.transferTo(out);
          }
        }
      }
      Files.move(part, jar, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  /// Adds seconds to what `Clock.currentInstant` returns.
  private record Forward(long seconds) implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> type,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (type != Clock.class) {
        return null;
      }
      ClassFile classFile = ClassFile.of();
      return classFile.transformClass(
          classFile.parse(bytes),
          ClassTransform.transformingMethodBodies(
              method -> method.methodName().equalsString(METHOD),
              (code, element) -> {
                if (element instanceof ReturnInstruction end && end.opcode() == Opcode.ARETURN) {
                  code.loadConstant(seconds)
                      .invokevirtual(
                          INSTANT,
                          "plusSeconds",
                          MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
                }
                code.with(element);
              }));
    }
  }
}
