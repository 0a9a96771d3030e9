using System.Globalization;
using Tercet.Datasets;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>Writes comma-separated values as RFC 4180 has them, with line feeds.</summary>
internal sealed class CsvTripletWriter : TextTripletWriter
{
    public CsvTripletWriter(string path, TripletMiner miner) : base(path, miner) =>
        Text.WriteLine(string.Join(',', HasFiles ? [.. Columns, .. FileColumns] : Columns));

    private protected override void Write(in TripletRow row)
    {
        var t = row.Triplet;
        Text.Write(string.Create(CultureInfo.InvariantCulture, $"{t.Step},{t.Epoch},{t.Cycle},{t.Anchor},{t.Positive},{t.Negative},"));
        Text.Write(string.Create(CultureInfo.InvariantCulture, $"{CsvText.Quote(t.AnchorClass)},{CsvText.Quote(t.NegativeClass)},{t.PositiveDistance:R},{t.NegativeDistance:R},{t.TargetHardness:R},{t.Hardness:R},{t.Rank}"));
        if (HasFiles)
            Text.Write($",{CsvText.Quote(row.AnchorFile!)},{CsvText.Quote(row.PositiveFile!)},{CsvText.Quote(row.NegativeFile!)}");
        Text.WriteLine();
    }
}
