package dev.drover.protocol.message;

/**
 * A definition that a host has read and checked.
 *
 * @param uuid canonical, lower case
 * @param xml in drover's own spelling
 */
public record DefinitionInfo(String uuid, String name, String xml) {}
