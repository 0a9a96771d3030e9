namespace Tercet.Files;

/// <summary>
/// The steps of one sequence from all parts, in step order. Windows of steps are read from one part after the other, so that memory
/// and open files do not grow with either.
/// </summary>
internal sealed class PartSteps<TStep>
{
    private const int WindowSteps = 1 << 18;

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
            var window = new Window(start, (int)Math.Min(WindowSteps, range.End - start));
            foreach (var cursor in _cursors)
                Fill(cursor, window);
            foreach (var step in window.Steps())
                yield return step;
        }
    }

    private void Fill(Cursor cursor, Window window)
    {
        if (cursor.Left == 0)
            return;
        using var reader = PartFile.Open(cursor.Path, cursor.Position);
        while (cursor.Left > 0)
        {
            var step = _codec.Read(reader);
            if (!window.Add(_codec.StepOf(step), step))
                break; // read again with its window
            cursor.Position = reader.BaseStream.Position;
            cursor.Left--;
        }
    }

    /// <summary>The steps of a window, each with what one part has of it: the negatives of a step are all in the same part.</summary>
    private sealed class Window(long start, int length)
    {
        private readonly List<TStep> _all = new(length);
        private readonly int[] _first = new int[length];
        private readonly int[] _count = new int[length];

        public bool Add(long number, TStep step)
        {
            var place = number - start;
            if (place >= length)
                return false;
            if (_count[place]++ == 0)
                _first[place] = _all.Count;
            _all.Add(step);
            return true;
        }

        public IEnumerable<TStep> Steps()
        {
            for (var i = 0; i < length; i++)
            {
                for (var k = 0; k < _count[i]; k++)
                    yield return _all[_first[i] + k];
            }
        }
    }

    private sealed class Cursor(string path, long position, long left)
    {
        public string Path { get; } = path;

        public long Position { get; set; } = position;

        public long Left { get; set; } = left;
    }
}
