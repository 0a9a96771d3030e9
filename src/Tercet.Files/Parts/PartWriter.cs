using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>
/// Writes a part: to a file of this process's own beside the target, which is flushed and takes the target's name when it is
/// whole. Several processes may write one part at once: each has a file of its own, and all write the same bytes.
/// </summary>
public sealed class PartWriter : IDisposable
{
    /// <summary>The extension of a part.</summary>
    internal const string Extension = ".part";

    private const string FailureExtension = ".failed";

    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly RunPlan _plan;
    private readonly int _number;
    private readonly string _partial;
    private readonly Timer _sign;
    private readonly Lock _gate = new();
    private bool _isWriting;

    /// <summary>Begins a part.</summary>
    /// <param name="path">The part's file.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="number">The part.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public PartWriter(string path, RunPlan plan, int number)
    {
        (_path, _plan, _number) = (path, plan, number);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _partial = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}{DurableFile.PartialSuffix}";
        File.Create(_partial).Dispose();
        // A file that is not written to for a while is that of a process that is gone.
        _sign = new Timer(_ => Try(GiveSign), null, SignEvery, SignEvery);
    }

    /// <summary>
    /// Called when the part is on the disk, before it takes its name; throws where it must not. Default: nothing.
    /// </summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Writes the steps of a part.</summary>
    /// <param name="items">What they are of.</param>
    /// <param name="part">The steps.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Write(LabeledItems items, MinedPart<Triplet> part) => Write(new TripletCodec(items), part);

    /// <summary>Writes the steps of a part.</summary>
    /// <param name="items">What they are of.</param>
    /// <param name="part">The steps.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Write(LabeledItems items, MinedPart<Batch> part) => Write(new BatchCodec(items), part);

    /// <summary>Writes content of any form.</summary>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Write(Action<BinaryWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        lock (_gate)
            _isWriting = true;
        try
        {
            PartFile.Write(_partial, _plan, _number, write);
            BeforeCommit?.Invoke();
            DurableFile.Replace(_partial, _path);
        }
        catch (FileNotFoundException) when (PartFile.Check(_path, _plan, _number) == PartState.Done)
        {
            // Another process has finished the same part, and removed what was unfinished of it.
        }
        foreach (var left in PartialsOf(_path).Append(FailureOf(_path)))
            Try(() => File.Delete(left));
    }

    /// <summary>Records why a part failed, for whoever looks at the run.</summary>
    /// <param name="path">The part's file.</param>
    /// <param name="message">Why.</param>
    public static void RecordFailure(string path, string message) => Try(() => File.WriteAllText(FailureOf(path), message + "\n"));

    /// <summary>Removes what is unfinished.</summary>
    public void Dispose()
    {
        _sign.Dispose();
        Try(() => File.Delete(_partial));
    }

    /// <summary>The files of processes that write a part, or were killed while they did.</summary>
    internal static string[] PartialsOf(string path) => Directory.GetFiles(
        Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path) + ".*" + DurableFile.PartialSuffix);

    /// <summary>Where the reason of a failure is recorded.</summary>
    internal static string FailureOf(string path) => path + FailureExtension;

    /// <summary>Whether a file in the folder of the parts is one that Tercet wrote.</summary>
    internal static bool IsOurs(string name) => name.Split(Extension) is [var number, var rest]
        && number.Length > 0 && number.All(char.IsAsciiDigit)
        && (rest is "" or FailureExtension || rest.EndsWith(DurableFile.PartialSuffix, StringComparison.Ordinal));

    private void Write<TStep>(StepCodec<TStep> codec, MinedPart<TStep> part) => Write(writer =>
    {
        PartSection.Write(writer, codec, part.Train);
        PartSection.Write(writer, codec, part.Test);
    });

    /// <summary>Changes the file, which sets its time by the clock of whoever keeps it.</summary>
    private void GiveSign()
    {
        lock (_gate)
        {
            if (_isWriting)
                return;
            using var file = new FileStream(_partial, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(1 - file.Length);
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sign of life, a note or a leftover: the part does not depend on it.
        }
    }
}
