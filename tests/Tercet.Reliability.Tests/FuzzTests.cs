using System.Diagnostics;
using System.Globalization;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Damaged input for every reader: each is read, or refused as an input; nothing else is thrown, none takes long or much memory.
/// An input is a function of its number, so that it can be made again. TERCET_FUZZ is the number of inputs over all readers,
/// TERCET_FUZZ_READERS="npy;png" names the readers, TERCET_FUZZ_FROM is the number of each reader's first input.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const long MaxAllocated = 100_000_000;
    private const int MaxFaults = 10;

    private static readonly string? Total = Environment.GetEnvironmentVariable("TERCET_FUZZ");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = CreateFolder();
    private readonly List<string> _faults = [];
    private long _done;

    public static TheoryData<string> Readers => [.. Chosen];

    private static IReadOnlyList<string> Chosen { get; } =
        Environment.GetEnvironmentVariable("TERCET_FUZZ_READERS") is { Length: > 0 } names ? names.Split(';') : FuzzTargets.Names;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Readers))]
    public void Damaged_input_is_read_or_refused(string reader)
    {
        var target = new FuzzTargets(_folder.FullName).Create(reader);
        var (first, total) = (Number("TERCET_FUZZ_FROM", 0), Number("TERCET_FUZZ", 400_000));
        var count = Math.Max(1, total * FuzzTargets.ShareOf(reader) / Chosen.Sum(FuzzTargets.ShareOf));
        var (output, error) = (Console.Out, Console.Error);
        Console.SetOut(TextWriter.Null); // commands print what is wrong with them
        Console.SetError(TextWriter.Null);
        try
        {
            var work = new Thread(() => ReadAll(target, first, count)) { IsBackground = true };
            work.Start();
            Watch(work, reader, first, count, error);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private static long Number(string variable, long otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;

    /// <summary>A folder in memory where there is such a place.</summary>
    private static DirectoryInfo CreateFolder() => Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", Invariant($"tercet-fuzz-{Guid.NewGuid():n}")))
        : Directory.CreateTempSubdirectory("tercet-fuzz-");

    private void ReadAll(FuzzTarget target, long first, long count)
    {
        for (var number = first; number < first + count && _faults.Count < MaxFaults; number++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (Try(target, number) is { } fault)
                _faults.Add(Invariant($"input {number}: {fault}"));
            if (GC.GetAllocatedBytesForCurrentThread() - before is > MaxAllocated and var allocated)
                _faults.Add(Invariant($"input {number}: {allocated} bytes allocated"));
            Volatile.Write(ref _done, number - first + 1);
        }
    }

    private static string? Try(FuzzTarget target, long number)
    {
        try
        {
            target.Read(new Mutator((ulong)number));
            return null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString().Split("\n   at Tercet.Reliability", StringSplitOptions.None)[0];
        }
    }

    private void Watch(Thread work, string reader, long first, long count, TextWriter error)
    {
        var watch = Stopwatch.StartNew();
        var (seen, idle, shown) = (0L, TimeSpan.Zero, TimeSpan.Zero);
        while (!work.Join(Poll))
        {
            var done = Volatile.Read(ref _done);
            (seen, idle) = (done, done == seen ? idle + Poll : TimeSpan.Zero); // a pause of the process does not count
            Assert.True(idle < Patience, Invariant($"input {first + done}: not read within {Patience.TotalSeconds} s"));
            if (Total is null || watch.Elapsed - shown < Interval)
                continue;
            shown = watch.Elapsed;
            Show(done);
        }
        if (Total is not null)
            Show(_done);
        void Show(long done) => error.WriteLine(
            Invariant($"{reader}: {done:n0} of {count:n0} inputs, {done / watch.Elapsed.TotalSeconds:n0} per second"));
    }
}
