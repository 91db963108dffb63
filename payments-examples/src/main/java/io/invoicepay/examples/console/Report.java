package io.invoicepay.examples.console;

import io.invoicepay.examples.json.JsonObject;

/**
 * What a command has found out, for people and for programs.
 *
 * @param text lines, each with its line feed
 */
record Report(int exitCode, JsonObject json, String text) {}
