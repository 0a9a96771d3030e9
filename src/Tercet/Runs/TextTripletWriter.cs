using System.Text;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>A writer of lines of UTF-8 text.</summary>
internal abstract class TextTripletWriter : TripletWriter
{
    private readonly FileStream _file;

    protected TextTripletWriter(string path, TripletMiner miner) : base(miner)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Text = new StreamWriter(_file, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
    }

    protected StreamWriter Text { get; }

    public override void Complete()
    {
        Text.Flush();
        _file.Flush(flushToDisk: true);
    }

    protected override void Dispose(bool disposing)
    {
        // What is still buffered after a failure must not throw a second time from here.
        _file.Dispose();
    }
}
