using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;
using Tercet.Vision;

namespace Tercet.Bench;

/// <summary>
/// A model of 3 × 224 × 224 (or what it fixes) with a free batch size, on JPEG files of 400 × 400 through Tercet, beside loops that
/// only call the runtime, with its default options, on a tensor that is ready.
/// </summary>
internal static class OnnxSpeed
{
    private const int Rounds = 3, Side = 224, FileSide = 400;

    private static readonly int[] Batches = [1, 8, 32];

    public static void Run(string model)
    {
        using var encoder = OnnxEncoder.Open(model, new OnnxEncoderOptions { Preparation = ImagePreparation.ImageNet });
        using var session = new InferenceSession(model);
        var images = Calibrate(session);
        using var pictures = new Pictures(images, FileSide, SKEncodedImageFormat.Jpeg);
        var bare = Batches.Select(_ => new List<double>()).ToArray();
        var ours = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < Batches.Length; i++)
            {
                var seconds = Time(() => Call(session, Batches[i], images));
                if (round > 0)
                    bare[i].Add(seconds);
            }
            var time = Time(() => ImageEmbedder.Embed(encoder, pictures.Names, pictures.Path, i => pictures.Names[i]).Embeddings.Dispose());
            if (round > 0)
                ours.Add(time);
        }
        Console.WriteLine($"{encoder.Description}");
        Console.WriteLine($"{images:N0} JPEG files of {FileSide} × {FileSide}");
        for (var i = 0; i < Batches.Length; i++)
            Console.WriteLine($"  ONNX Runtime alone, {"batches of " + Batches[i],-14} {images / ImageSpeed.Median(bare[i]),9:N1} images/s");
        var best = bare.Min(ImageSpeed.Median);
        Console.WriteLine($"  Tercet, from files             {images / ImageSpeed.Median(ours),9:N1} images/s   {100 * best / ImageSpeed.Median(ours):N0} % of the best");
    }

    /// <summary>As many images as the runtime manages in about five seconds.</summary>
    private static int Calibrate(InferenceSession session)
    {
        Call(session, 8, 16);
        var seconds = Time(() => Call(session, 8, 64));
        return Math.Clamp((int)(64 / seconds * 5) / 32 * 32, 64, 20_000);
    }

    private static void Call(InferenceSession session, int batch, int images)
    {
        var input = session.InputMetadata.Single();
        var output = session.OutputMetadata.First().Key;
        var shape = input.Value.Dimensions.Select((size, i) => i == 0 ? batch : size > 0 ? size : (long)Side).ToArray();
        using var tensor = OrtValue.CreateTensorValueFromMemory(new float[shape.Aggregate(1L, (product, size) => product * size)], shape);
        using var run = new RunOptions();
        for (var done = 0; done < images; done += batch)
            session.Run(run, [input.Key], [tensor], [output]).Dispose();
    }

    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
