using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>Writes one JSON object a line; a hardness that was not asked for is null.</summary>
internal sealed class JsonLinesTripletWriter(string path, TripletMiner miner) : TextTripletWriter(path, miner)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private protected override void Write(in TripletRow row)
    {
        var t = row.Triplet;
        _line.Clear();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteNumber("step", t.Step);
        _json.WriteNumber("epoch", t.Epoch);
        _json.WriteNumber("cycle", t.Cycle);
        _json.WriteNumber("anchor", t.Anchor);
        _json.WriteNumber("positive", t.Positive);
        _json.WriteNumber("negative", t.Negative);
        _json.WriteString("anchor_class", t.AnchorClass);
        _json.WriteString("negative_class", t.NegativeClass);
        _json.WriteNumber("d_ap", t.PositiveDistance);
        _json.WriteNumber("d_an", t.NegativeDistance);
        if (t.TargetHardness is { } target)
            _json.WriteNumber("target_hardness", target);
        else
            _json.WriteNull("target_hardness");
        _json.WriteNumber("hardness", t.Hardness);
        _json.WriteNumber("rank", t.Rank);
        if (HasFiles)
        {
            _json.WriteString("anchor_file", row.AnchorFile);
            _json.WriteString("positive_file", row.PositiveFile);
            _json.WriteString("negative_file", row.NegativeFile);
        }
        _json.WriteEndObject();
        _json.Flush();
        Text.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }

    protected override void Dispose(bool disposing)
    {
        _json.Dispose();
        base.Dispose(disposing);
    }
}
