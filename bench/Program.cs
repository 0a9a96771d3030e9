// dotnet run -c Release --project bench -- BENCHMARK …
using System.Globalization;
using System.Runtime.InteropServices;
using Tercet.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors");
switch (args)
{
    case ["seed-scale", .. var rest]:
        SeedScale.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 128);
        return 0;
    case ["search", .. var asked]:
        SearchSpeed.Run(Array.ConvertAll(asked, text => int.Parse(text, CultureInfo.InvariantCulture)));
        return 0;
    case ["growth"]:
        SearchGrowth.Run();
        return 0;
    case ["batches"]:
        BatchForming.RunEpoch();
        return 0;
    case ["batches", var classes, .. var rest]:
        BatchForming.RunGrowth(int.Parse(classes, CultureInfo.InvariantCulture), rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 1);
        return 0;
    case ["images"]:
        ImageSpeed.Run();
        return 0;
    case ["onnx", var model]:
        OnnxSpeed.Run(model);
        return 0;
    case ["training", .. var rest]:
        TrainingSpeed.Run(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1000);
        return 0;
    case ["recall", var folder]:
        Recall.Run(folder);
        return 0;
    case ["viewer", var tool, .. var arguments]:
        await ViewerSpeed.Run(tool, arguments);
        return 0;
    default:
        Console.Error.WriteLine("""
            seed-scale [DIMENSIONS]   70,000 triplets from 70,000 items, beside a loop over pairs
            search [DIMENSIONS …]     the search alone, beside loops, libtorch and the processor's limit
            growth                    the search's time and memory from 65,536 to 1,000,000 candidates (2 GB in the temporary folder)
            batches                   a pass of batches over 15,000 classes, beside an epoch of training
            batches CLASSES [SHARE]   a pass over so many classes, or the first share of it, in time and memory (1 GB in the temporary folder for a million)
            images                    decoding and describing images, beside SkiaSharp's bare decode and resize
            onnx MODEL                a model on image files, beside a loop that only calls the runtime
            training [TRIPLETS]       steps of training and re-mining, beside a loop that only calls TorchSharp
            viewer TOOL RUN …         the viewer (TOOL is Tercet.Cli.dll) in Chromium: first view, memory, frames per second
            recall GLYPHS             Recall@K of the built-in descriptors on a folder that samples/Glyphs wrote
            """);
        return 2;
}
