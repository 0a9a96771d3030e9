using System.Text;

namespace Tercet.Cli.Tests.Commands;

/// <summary>A temporary folder with a table and embeddings to mine from.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tercet-test");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>
    /// Writes items.csv and items.npy: rows of small whole numbers, so that ties abound, scaled to unit length where asked.
    /// </summary>
    public string[] WriteItems(int items, int dimensions, int perClass, bool unitLength = false)
    {
        Write("items.csv", string.Concat(
            Enumerable.Range(0, items).Select(i => $"{i}.png,c{i / perClass}\n").Prepend("file,class\n")));
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({items}, {dimensions}), }}".PadRight(117) + "\n";
        using var file = new BinaryWriter(File.Create(this["items.npy"]));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        file.Write(Encoding.ASCII.GetBytes(header));
        var state = 12345u;
        for (var i = 0; i < items; i++)
        {
            var row = new float[dimensions];
            for (var k = 0; k < dimensions; k++)
            {
                state = state * 1664525 + 1013904223; // Numerical Recipes' generator
                row[k] = (int)(state >> 28) - 8;
            }
            var length = unitLength ? Math.Sqrt(row.Sum(x => (double)x * x)) : 1;
            foreach (var x in row)
                file.Write((float)(x / length));
        }
        return ["mine", "--data", this["items.csv"], "--embeddings", this["items.npy"]];
    }
}
