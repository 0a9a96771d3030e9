using System.Text;

namespace Tercet.Files.Tables;

/// <summary>A writer of lines of UTF-8 text.</summary>
internal abstract class TextTableWriter<T> : TableWriter<T>
{
    private readonly FileStream _file;

    protected TextTableWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Text = new StreamWriter(_file, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
    }

    protected StreamWriter Text { get; }

    public override void Complete()
    {
        Text.Flush();
        _file.Flush();
    }

    // What is still buffered after a failure must not throw a second time from here.
    protected override void Dispose(bool disposing) => _file.Dispose();
}
