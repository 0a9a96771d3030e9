using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>An item of the gallery: its class, and a small picture of it as PNG where the items are images.</summary>
internal sealed record ExampleItem(string Class, byte[]? Png = null);
