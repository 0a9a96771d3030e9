using Tercet.Torch;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;
using static TorchSharp.torch;

namespace Tercet.Bench;

/// <summary>
/// Epochs of training at the size of the experiment in docs/choosing-a-strategy.md, on one thread, beside those of a loop that only calls TorchSharp on tensors that are
/// ready, in turns: steps against steps, and what share of an epoch re-mining takes.
/// </summary>
internal static class TrainingSpeed
{
    private const int Rounds = 15, Classes = 1000, Side = 32, Dimensions = 64, BatchSize = 32, EmbeddingBatch = 64;

    private static readonly ImageShape Shape = new(1, Side, Side);

    public static void Run(int triplets)
    {
        TorchLibrary.Load(Console.Error);
        set_num_threads(1);
        var (catalog, items) = Draw();
        var labels = new ItemTable([.. Enumerable.Range(0, Classes).Select(i => $"c{i}")]);
        var set = new TrainingSet(
            new LabeledItems(labels, labels), EmbeddingMatrix.FromArray(items, Shape.Length), EmbeddingMatrix.FromArray(catalog, Shape.Length));
        var mining = new TripletOptions
        {
            TripletsPerEpoch = triplets,
            Epochs = Rounds + 1,
            Selector = NegativeSelector.SemiHard,
            MaxDegreeOfParallelism = 1,
        };
        using var encoder = new SmallCnn(Shape, Dimensions);
        using var trainer = new EncoderTrainer(
            set, encoder, new TrainingOptions { Sequence = new TripletTraining { Options = mining, BatchSize = BatchSize } });
        using var bare = new BareLoop([.. catalog, .. items], triplets);

        var rounds = new List<Round>();
        for (var i = 0; i <= Rounds; i++)
        {
            // Who is first changes, so that neither has the quieter half of a round.
            var first = i % 2 == 0 ? bare.Train() : null;
            var ours = new Laps(triplets);
            trainer.TrainEpoch(ours);
            ours.End();
            var round = new Round(ours, first ?? bare.Train(), bare.Embed());
            if (i > 0)
                rounds.Add(round);
        }
        Console.WriteLine($"{Classes:N0} classes, {2 * Classes:N0} images of {Side} × {Side}, {triplets:N0} triplets per epoch in batches of {BatchSize}, one thread; median of {Rounds} rounds, and the least and the most");
        foreach (var (clock, time) in new (string, Func<Span, double>)[] { ("by the clock", span => span.Wall), ("of the processor", span => span.Processor) })
        {
            Console.WriteLine($"  time {clock}");
            Print("steps, TorchSharp alone", "ms", round => 1e3 * time(round.Bare.Steps));
            Print("steps, Tercet", "ms", round => 1e3 * time(round.Ours.Steps));
            Print("throughput of Tercet's", "%", round => 100 * time(round.Bare.Steps) / time(round.Ours.Steps));
            Print("an epoch", "ms", round => 1e3 * time(round.Ours.Epoch));
            Print("re-mining in it", "ms", round => 1e3 * time(round.Ours.Before));
            Print("share of re-mining", "%", round => 100 * time(round.Ours.Before) / time(round.Ours.Epoch));
            Print("forward pass, TorchSharp alone", "ms", round => 1e3 * time(round.Forward));
            Print("what it would be of an epoch", "%", round => 100 * time(round.Forward) / time(round.Ours.Epoch));
        }

        void Print(string name, string unit, Func<Round, double> figure)
        {
            var values = rounds.ConvertAll(round => figure(round));
            Console.WriteLine($"    {name,-32} {ImageSpeed.Median(values),8:N1} {unit,-2}   {values.Min(),8:N1} to {values.Max(),8:N1}");
        }
    }

    /// <summary>Noise for the catalog; an item is its class's catalog image with as much noise of its own.</summary>
    private static (float[] Catalog, float[] Items) Draw()
    {
        var stream = new Random(1);
        float[] catalog = [.. Enumerable.Range(0, Classes * Shape.Length).Select(_ => stream.NextSingle())];
        return (catalog, Array.ConvertAll(catalog, value => (value + stream.NextSingle()) / 2));
    }

    /// <summary>An epoch of each, and a forward pass of all images.</summary>
    private sealed record Round(Laps Ours, Laps Bare, Span Forward);

    /// <summary>When the steps of an epoch ended. The first step is not seen apart from what comes before it, and is taken to be as long a triplet as the others.</summary>
    private sealed class Laps(int triplets) : IProgress<EpochProgress>
    {
        private readonly Span _start = Span.Now;
        private Span _last, _end;
        private Span? _first;

        /// <summary>All steps but the first.</summary>
        public Span Steps => _last - _first!.Value;

        public Span Epoch => _end - _start;

        /// <summary>All before the first step.</summary>
        public Span Before
        {
            get
            {
                var share = (double)BatchSize / (triplets - BatchSize);
                return _first!.Value - _start - new Span(Steps.Wall * share, Steps.Processor * share);
            }
        }

        public void Report(EpochProgress value)
        {
            _last = Span.Now;
            _first ??= _last;
        }

        public void End() => _end = Span.Now;
    }

    /// <summary>Training as one writes it with TorchSharp, on triplets that are given.</summary>
    private sealed class BareLoop : IDisposable
    {
        private readonly int _triplets;
        private readonly SmallCnn _encoder = new(Shape, Dimensions);
        private readonly optim.Optimizer _optimizer;
        private readonly Tensor _inputs;
        private readonly List<Tensor> _batches = [];

        public BareLoop(float[] inputs, int triplets)
        {
            _triplets = triplets;
            _optimizer = optim.Adam(_encoder.parameters(), lr: 1e-3);
            _inputs = tensor(inputs, [2 * Classes, Shape.Length]).clone();
            var stream = new Random(2);
            for (var done = 0; done < triplets; done += BatchSize)
            {
                var anchors = Enumerable.Range(0, Math.Min(BatchSize, triplets - done)).Select(_ => stream.Next(Classes)).ToArray();
                var negatives = anchors.Select(anchor => (anchor + 1 + stream.Next(Classes - 1)) % Classes).ToArray();
                _batches.Add(tensor(Array.ConvertAll<int, long>([.. anchors, .. anchors.Select(row => Classes + row), .. negatives.Select(row => Classes + row)], row => row)));
            }
        }

        public Laps Train()
        {
            var laps = new Laps(_triplets);
            _encoder.train();
            foreach (var batch in _batches)
            {
                using var scope = NewDisposeScope();
                _optimizer.zero_grad();
                var embeddings = nn.functional.normalize(_encoder.forward(_inputs.index_select(0, batch))).chunk(3);
                var (anchors, positives, negatives) = (embeddings[0], embeddings[1], embeddings[2]);
                var difference = (anchors - positives).square().sum(1) - (anchors - negatives).square().sum(1);
                (difference + 0.2).relu().mean().backward();
                _optimizer.step();
                laps.Report(default);
            }
            laps.End();
            return laps;
        }

        /// <summary>A forward pass of all inputs.</summary>
        public Span Embed()
        {
            var start = Span.Now;
            using var guard = no_grad();
            _encoder.eval();
            for (var row = 0; row < 2 * Classes; row += EmbeddingBatch)
            {
                using var scope = NewDisposeScope();
                _encoder.forward(_inputs.narrow(0, row, Math.Min(EmbeddingBatch, 2 * Classes - row)));
            }
            return Span.Now - start;
        }

        public void Dispose()
        {
            foreach (var batch in _batches)
                batch.Dispose();
            _inputs.Dispose();
            _optimizer.Dispose();
            _encoder.Dispose();
        }
    }
}
