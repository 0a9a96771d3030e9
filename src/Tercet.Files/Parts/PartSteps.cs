namespace Tercet.Files;

/// <summary>
/// The steps of one sequence from all parts, in step order. Windows of steps are read from one part after the other, so that memory
/// and open files do not grow with either.
/// </summary>
internal sealed class PartSteps<TStep>
{
    private const int WindowSteps = 1 << 20;

    private readonly StepCodec<TStep> _codec;
    private readonly List<Cursor> _cursors = [];

    /// <summary>Opens a sequence.</summary>
    /// <param name="codec">Reads steps.</param>
    /// <param name="starts">The parts, and where the sequence starts in each; null for the start of the content.</param>
    public PartSteps(StepCodec<TStep> codec, IEnumerable<(string Path, long? Position)> starts)
    {
        _codec = codec;
        var statistics = new List<MiningStatistics>();
        foreach (var (path, position) in starts)
        {
            using var reader = PartFile.Open(path, position);
            var (ofPart, steps) = PartSection.ReadStart(reader);
            statistics.Add(ofPart);
            _cursors.Add(new Cursor(path, reader.BaseStream.Position, steps));
        }
        Statistics = MiningStatistics.Sum(statistics);
    }

    /// <summary>The statistics of all parts.</summary>
    public MiningStatistics Statistics { get; }

    /// <summary>Once all steps are read: where each part goes on.</summary>
    public IEnumerable<(string Path, long? Position)> Ends => _cursors.Select(cursor => (cursor.Path, (long?)cursor.Position));

    /// <summary>Reads the steps of a range, in order; those that have no triplet or batch are left out.</summary>
    /// <param name="range">The steps of the sequence.</param>
    public IEnumerable<TStep> Read(StepRange range)
    {
        for (var start = range.Start; start < range.End; start += WindowSteps)
        {
            var length = (int)Math.Min(WindowSteps, range.End - start);
            var (window, found) = (new TStep[length], new bool[length]);
            foreach (var cursor in _cursors)
                Fill(cursor, start, window, found);
            for (var i = 0; i < length; i++)
            {
                if (found[i])
                    yield return window[i];
            }
        }
    }

    private void Fill(Cursor cursor, long start, TStep[] window, bool[] found)
    {
        if (cursor.Left == 0)
            return;
        using var reader = PartFile.Open(cursor.Path, cursor.Position);
        while (cursor.Left > 0)
        {
            var step = _codec.Read(reader);
            var place = _codec.StepOf(step) - start;
            if (place >= window.Length)
                break; // read again with its window
            (window[place], found[place]) = (step, true);
            cursor.Position = reader.BaseStream.Position;
            cursor.Left--;
        }
    }

    private sealed class Cursor(string path, long position, long left)
    {
        public string Path { get; } = path;

        public long Position { get; set; } = position;

        public long Left { get; set; } = left;
    }
}
