package reco.app.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Java and the classes that this JVM runs, for a child in another folder. */
public final class ThisJava {
  private ThisJava() {}

  /** The program that starts it. */
  public static String command() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The class path, each entry absolute. */
  public static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
