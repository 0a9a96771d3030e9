namespace Tercet.CommandLine.Reports;

/// <summary>An item of an example: its class, and a thumbnail as PNG where the items are images.</summary>
internal sealed record ExampleItem(string Class, byte[]? Png = null);
